#!/usr/bin/env bash
# Writes the summary as a comment on the pull request, in the place of the one that an earlier run wrote. That is known
# by its first line: most tools of a repository comment as the same user, whose last comment may be another tool's.
set -euo pipefail

earlier=$(gh pr view "$PULL_REQUEST" --json comments --jq \
  '[.comments[] | select(.viewerDidAuthor and (.body | startswith("<!-- cloudsplaining -->"))) | .url] | last // ""') \
  || earlier=''
if [[ $earlier =~ \#issuecomment-([0-9]+)$ ]]; then
  gh api --silent --method PATCH "repos/{owner}/{repo}/issues/comments/${BASH_REMATCH[1]}" --field "body=@$MARKDOWN" \
    && exit 0
fi
gh pr comment "$PULL_REQUEST" --body-file "$MARKDOWN"
