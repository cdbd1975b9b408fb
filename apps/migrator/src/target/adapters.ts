import type {
  DocumentEditor,
  ExportFolder,
  JsonNode,
  MigrationStore,
  OpenSpool,
  TreeComparer,
  TreeReader,
  TreeWriter,
} from '@cortex/domain';
import type { Log } from '@cortex/platform';

/** Where the database is. The URL of an existing one holds a password: it is never printed. */
export type Target =
  | { readonly kind: 'existing'; readonly databaseUrl: string }
  | { readonly kind: 'local'; readonly dataDirectory: string; readonly choose: ChooseDatabase };

/** Which database of the local server; it is created when the session may write and it is not there. */
export type ChooseDatabase = (existing: readonly LocalDatabase[]) => LocalDatabase;

export interface LocalDatabase {
  readonly name: string;
  /** Real path of the tree that it holds. */
  readonly tree: string | null;
}

export interface SessionOptions {
  readonly readOnly: boolean;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A database that answers. */
export interface OpenedTarget {
  readonly store: MigrationStore;
  /** Brings schema and roles to this version; gives the names of what was applied and created. */
  readonly prepareSchema: (roles: 'create' | 'require' | 'skip') => Promise<readonly string[]>;
  /** Closes the connections, and stops the local server when nobody else uses it. */
  readonly close: () => Promise<void>;
}

/** A private folder below the system's temporary one, to put files of the archive into. */
export interface TemporaryTree {
  readonly path: string;
  readonly writer: TreeWriter;
  readonly remove: () => Promise<void>;
}

/** What the commands need of the outside; `compose.ts` makes it of the adapters, tests of something else. */
export interface Adapters {
  readonly createReader: (tree: { readonly root: string; readonly include: readonly string[] }) => TreeReader;
  readonly createComparer: (tree: {
    readonly root: string;
    readonly include: readonly string[];
  }) => TreeComparer;
  readonly openSpool: OpenSpool;
  readonly createTemporaryTree: () => Promise<TemporaryTree>;
  /** @throws CortexError EXPORT_TARGET_UNUSABLE when it is there and not empty. */
  readonly createExportFolder: (directory: string) => Promise<ExportFolder>;
  readonly documentEditor: DocumentEditor;
  /** The one JSON value of these bytes, mended where that is possible; null when there is none. */
  readonly decodeJson: (bytes: Buffer) => JsonNode | null;
  readonly openTarget: (target: Target, options: SessionOptions) => Promise<OpenedTarget>;
}
