export { generateEventLog, generateLargeArray, generateLargeLog } from './large-trees';
export type { GeneratedFile } from './generated-file';
export { generateTree, PROFILED_FILES, type TreeShape } from './generate-tree';
export {
  buildGeneratedTree,
  toTreeEntries,
  writeGeneratedTree,
  type WrittenTree,
} from './write-generated-tree';
