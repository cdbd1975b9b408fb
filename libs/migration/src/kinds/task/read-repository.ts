import { memberOf } from '@cortex/domain';
import type { JsonNode, RowDraft } from '@cortex/domain';

import type { FieldReader } from '../../normalise/field-reader';
import { cleanId } from './task-id';

type RepositoryColumns = Pick<RowDraft<'tasks'>, 'repositoryOwner' | 'repositoryName' | 'repositoryUrl'>;

const NAMES = ['repository', 'repo', 'target_repository'];

const OWNER_AND_NAME = /^(\w[\w.-]{0,99})\/([\w.-]{1,100}?)(?:\.git)?$/;
const WEB_URL = /^https?:\/\/[^/\s@]{1,253}\/([\w.-]{1,100})\/([\w.-]{1,100}?)(?:\.git)?\/?$/;
const SSH_URL = /^(?:ssh:\/\/)?git@[^:/\s]{1,253}[:/]([\w.-]{1,100})\/([\w.-]{1,100}?)(?:\.git)?$/;
const NAME_ONLY = /^\w[\w.-]{0,99}$/;

/** `repository` is a string (`owner/name`, a URL, a name) or an object; in some shapes it stands in `context`. */
export function readRepository(fields: FieldReader): RepositoryColumns {
  const columns = readColumns(fields);
  return {
    repositoryOwner: fields.text('repository_owner', 'repo_owner') ?? columns.repositoryOwner ?? null,
    repositoryName: fields.text('repository_name', 'repo_name') ?? columns.repositoryName ?? null,
    repositoryUrl: fields.text('repository_url', 'repo_url') ?? columns.repositoryUrl ?? null,
  };
}

function readColumns(fields: FieldReader): RepositoryColumns {
  for (const reader of [fields, fields.object('context')]) {
    if (reader === null) continue;
    for (const name of NAMES) {
      const columns = parseRepository(memberOf(reader.node, name), reader, name);
      if (columns !== null) return columns;
    }
  }
  return {};
}

function parseRepository(
  node: JsonNode | undefined,
  fields: FieldReader,
  name: string,
): RepositoryColumns | null {
  if (node?.type === 'object') return fromObject(fields.object(name));
  if (node?.type !== 'string') return null;
  const columns = fromText(cleanId(node.value) ?? '');
  if (columns !== null) fields.skip(name);
  return columns;
}

function fromText(text: string): RepositoryColumns | null {
  const address = WEB_URL.exec(text) ?? SSH_URL.exec(text);
  if (address !== null) {
    return { repositoryOwner: address[1] ?? null, repositoryName: address[2] ?? null, repositoryUrl: text };
  }
  const pair = OWNER_AND_NAME.exec(text);
  if (pair !== null) return { repositoryOwner: pair[1] ?? null, repositoryName: pair[2] ?? null };
  return NAME_ONLY.test(text) ? { repositoryName: text } : null;
}

function fromObject(fields: FieldReader | null): RepositoryColumns | null {
  if (fields === null) return null;
  const full = fromText(fields.text('full_name', 'fullName') ?? '');
  return {
    repositoryOwner: fields.text('owner') ?? full?.repositoryOwner ?? null,
    repositoryName: fields.text('name') ?? full?.repositoryName ?? null,
    repositoryUrl: fields.text('url', 'html_url') ?? full?.repositoryUrl ?? null,
  };
}
