#!/usr/bin/env bash
# Writes the summary as a comment on the pull request, in the place of the one that an earlier run wrote.
set -euo pipefail

gh pr comment "$PULL_REQUEST" --body-file "$MARKDOWN" --edit-last --create-if-none \
  || gh pr comment "$PULL_REQUEST" --body-file "$MARKDOWN"
