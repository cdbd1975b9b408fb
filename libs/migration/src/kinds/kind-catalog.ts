import type { Kind } from '../normalise/kind';
import { accessLog } from './access-log';
import { agentCapabilities } from './agent-capabilities';
import { agentIdentities } from './agent-identities';
import { agentIndex } from './agent-index';
import { agentRegistry } from './agent-registry';
import { alertFile } from './alert-file';
import { alertLog } from './alert-log';
import { assetCatalog } from './asset-catalog';
import { assetIndex } from './asset-index';
import { assetLineageFile } from './asset-lineage-file';
import { assetMetastore } from './asset-metastore';
import { assetValidation } from './asset-validation';
import { auditTrail } from './audit-trail';
import { cancelledTask } from './cancelled-task';
import { chatTask } from './chat-task';
import { complianceLog } from './compliance-log';
import { complianceResult } from './compliance-result';
import { contractorPerformance } from './contractor-performance';
import { dataSourceRegistry } from './data-source-registry';
import { eventBuffer } from './event-buffer';
import { eventFile } from './event-file';
import { eventLog } from './event-log';
import { feedbackLog } from './feedback-log';
import { feedbackReport } from './feedback-report';
import { gitOperationLog } from './git-operation-log';
import { governancePolicy } from './governance-policy';
import { handoffFile } from './handoff-file';
import { handoffRegistry } from './handoff-registry';
import { healthReportLog } from './health-report-log';
import { incidentLog } from './incident-log';
import { incidentReport } from './incident-report';
import { jsonDocument } from './json-document';
import { jsonStreamDocument } from './json-stream-document';
import { lineageLog } from './lineage-log';
import { masterState } from './master-state';
import { mcpServerRegistry } from './mcp-server-registry';
import { metricsSnapshotFile } from './metrics-snapshot-file';
import { metricsSnapshotLog } from './metrics-snapshot-log';
import { opaqueDocument } from './opaque-document';
import { orchestrationTask } from './orchestration-task';
import { overrideLog } from './override-log';
import { piiDetectionLog } from './pii-detection-log';
import { pmState } from './pm-state';
import { policyViolationFile } from './policy-violation-file';
import { policyViolationLog } from './policy-violation-log';
import { portfolioHealthReport } from './portfolio-health-report';
import { qualityLog } from './quality-log';
import { repositoryInventory } from './repository-inventory';
import { repositoryPortfolio } from './repository-portfolio';
import { routingDecisionLog } from './routing-decision-log';
import { rowLog } from './row-log';
import { securityScanLog } from './security-scan-log';
import { securityScanReport } from './security-scan-report';
import { statusBoard } from './status-board';
import { strategyDecisionLog } from './strategy-decision-log';
import { taskArchive } from './task-archive';
import { taskFile } from './task-file';
import { taskQueue } from './task-queue';
import { timeStampedLog } from './time-stamped-log';
import { tokenBudget } from './token-budget';
import { traceLog } from './trace-log';
import { userAccounts } from './user-accounts';
import { vmInventory } from './vm-inventory';
import { workerPool } from './worker-pool';
import { workerReport } from './worker-report';
import { workerSpec } from './worker-spec';

/** Tasks, handoffs and what agents leave of themselves. */
const tasksAndAgents: readonly Kind[] = [
  taskQueue,
  taskArchive,
  chatTask,
  cancelledTask,
  taskFile,
  orchestrationTask,
  handoffRegistry,
  handoffFile,
  workerSpec,
  workerPool,
  pmState,
  workerReport,
  masterState,
  agentRegistry,
  agentIdentities,
  agentIndex,
  agentCapabilities,
  statusBoard,
  contractorPerformance,
];

/** Assets, lineage, events, metrics, users, policies and violations. */
const assetsAndEvents: readonly Kind[] = [
  assetCatalog,
  assetIndex,
  assetMetastore,
  assetValidation,
  repositoryInventory,
  repositoryPortfolio,
  portfolioHealthReport,
  mcpServerRegistry,
  vmInventory,
  dataSourceRegistry,
  assetLineageFile,
  lineageLog,
  userAccounts,
  piiDetectionLog,
  overrideLog,
  policyViolationLog,
  policyViolationFile,
  complianceLog,
  governancePolicy,
  complianceResult,
  metricsSnapshotLog,
  metricsSnapshotFile,
  tokenBudget,
  eventBuffer,
  routingDecisionLog,
  strategyDecisionLog,
  healthReportLog,
  gitOperationLog,
  traceLog,
  incidentLog,
  qualityLog,
  securityScanLog,
  feedbackLog,
  alertLog,
  accessLog,
  auditTrail,
  eventLog,
  eventFile,
  feedbackReport,
  securityScanReport,
  incidentReport,
  alertFile,
  timeStampedLog,
];

/** Order matters: the first kind whose globs match claims a document; the catch-alls stand last. */
export const kindCatalog: readonly Kind[] = [
  rowLog,
  ...tasksAndAgents,
  ...assetsAndEvents,
  jsonDocument,
  jsonStreamDocument,
  opaqueDocument,
];
