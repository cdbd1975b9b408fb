import { forEachImport } from '../for-each-import.mjs';

/**
 * Forbids modules by pattern, in every syntax. ESLint's own no-restricted-imports does not see import() and require().
 * Options: a list of { pattern, message, except? }; patterns are regular expressions over the import specifier.
 */
export const fencedImport = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'array',
        items: {
          type: 'object',
          required: ['pattern', 'message'],
          properties: {
            pattern: { type: 'string' },
            except: { type: 'string' },
            message: { type: 'string' },
          },
          additionalProperties: false,
        },
      },
    ],
    messages: { fenced: '"{{specifier}}": {{message}}' },
  },
  create(context) {
    const fences = context.options[0].map(({ pattern, except, message }) => ({
      pattern: new RegExp(pattern),
      except: except === undefined ? undefined : new RegExp(except),
      message,
    }));
    return forEachImport((specifier, node) => {
      for (const { pattern, except, message } of fences) {
        if (pattern.test(specifier) && !except?.test(specifier))
          context.report({ node, messageId: 'fenced', data: { specifier, message } });
      }
    });
  },
};
