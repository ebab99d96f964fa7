import { join } from 'node:path'
import ts from 'typescript'
import { code, plain, table } from './markdown.ts'
import { root } from './packages.ts'

/** Reads types of the packages, as tables of their fields. */
export interface TypeReader {
  /** Of each pattern, the fields of the exported type whose name matches, with their doc comments; `undefined` where there is none. */
  exported(file: string, ...names: RegExp[]): readonly (string | undefined)[]
}

/** Loads the program that the files belong to, once. */
export function typeReader(files: readonly string[]): TypeReader {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    options,
  )
  const checker = program.getTypeChecker()
  const format = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope
  return {
    exported(file, ...names) {
      const source = program.getSourceFile(join(root, file))
      const module = source && checker.getSymbolAtLocation(source)
      const symbols = module ? checker.getExportsOfModule(module) : []
      return names.map((name) => {
        const symbol = symbols.find((one) => name.test(one.name))
        if (!symbol) return undefined
        const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
        const properties = checker.getDeclaredTypeOfSymbol(own).getProperties()
        return table(
          ['Name', 'Type', 'What it says'],
          properties.map((property) => [
            code(property.name),
            code(typeText(checker, checker.getNonNullableType(checker.getTypeOfSymbol(property)), format)),
            plain(commentOf(property, checker)),
          ]),
        )
      })
    },
  }
}

const long = 90

/** The type's name or text; of what fills a line, only its kind. */
function typeText(checker: ts.TypeChecker, type: ts.Type, format: ts.TypeFormatFlags): string {
  const name = type.aliasTypeArguments ? undefined : type.aliasSymbol?.name
  const text = name ?? checker.typeToString(type, undefined, format).replaceAll('"', "'")
  if (text.length <= long) return text
  return checker.isArrayType(type) ? 'array' : 'object'
}

/** The doc comment; inferred types have the one comment twice. */
function commentOf(property: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts.displayPartsToString(property.getDocumentationComment(checker))
  return [...new Set(text.split('\n'))].join(' ')
}
