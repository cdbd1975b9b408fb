module.exports = require('../../jest.preset.cjs').pg(__dirname);
