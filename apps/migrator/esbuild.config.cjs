const { appBundle, databaseFiles } = require('../../tools/esbuild/app-bundle.cjs');

module.exports = appBundle({ files: databaseFiles() });
