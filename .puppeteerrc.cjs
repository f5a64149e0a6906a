// The tests bring their own browser (see src/node/software.ts); puppeteer must not download one.
module.exports = { skipDownload: true };
