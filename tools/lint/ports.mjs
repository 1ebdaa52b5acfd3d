/**
 * What no built-in rule can say: `new Date()` reads the machine's clock. With an argument it only parses, which is fine.
 */
const noAmbientDate = {
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length > 0)
        return;
      context.report({
        node,
        message: 'Ask the Clock port: new Date() cannot be driven by a virtual clock.',
      });
    },
  }),
};

export default { meta: { name: 'ports' }, rules: { 'no-ambient-date': noAmbientDate } };
