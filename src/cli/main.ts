const parameters = process.argv.slice(2);

// Nothing more stands here: what is loaded from here on was compiled ahead.
if (parameters[0] === 'complete' && parameters[1] === '--') {
  void import('./completion-answer.js').then(({ answerCompletion }) => answerCompletion(parameters.slice(2)));
} else {
  void import('./command-line.js')
    .then(({ runCommandLine }) => runCommandLine(parameters))
    .then((exitCode) => {
      process.exitCode = exitCode;
      // Calls to AWS that are under way, or wait to be made again, are not worth waiting for: all is said by now.
      if (exitCode !== 0) process.exit();
    });
}
