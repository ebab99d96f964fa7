const plain = /^(?:command-(?:r|light|nightly)|command-r7b|command-a-(?:03|vision|translate)|c4ai-|aya-)/

/** Whether a model thinks before it answers. Of models that are not known it is assumed. */
export const thinks = (model: string): boolean => !plain.test(model)
