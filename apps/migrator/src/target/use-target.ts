import type { OpenedTarget } from './adapters';

/** Works with a database and closes it. The error of the work stands, whatever closing says: on a full disk both fail. */
export async function useTarget<Result>(
  opened: OpenedTarget,
  work: (opened: OpenedTarget) => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    result = await work(opened);
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
  await opened.close();
  return result;
}
