export {
  startLocalPostgres,
  type LocalPostgres,
  type LocalPostgresOptions,
} from './local/start-local-postgres';
