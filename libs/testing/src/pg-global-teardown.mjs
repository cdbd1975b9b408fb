// Stops what pg-global-setup.mjs started and removes its folder.
import { rm } from 'node:fs/promises';

export default async function stopTestPostgres() {
  const { server, folder } = globalThis.cortexTestPostgres;
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
