#!/usr/bin/env bash
# Writes the files to scan, one on each line, into a file, and its name and their number to the outputs of the step.
set -euo pipefail

list="$RUNNER_TEMP/cloudsplaining-files.txt"
wanted="$RUNNER_TEMP/cloudsplaining-paths.txt"
printf '%s\n' "$PATHS" | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' | { grep -v '^$' || true; } > "$wanted"

if [[ $ONLY_CHANGED == true && -n ${BASE:-} ]]; then
  # A shallow clone may lack where the branches part.
  git fetch --quiet --depth=1 origin "$BASE" 2> /dev/null || true
  base="origin/$BASE"
  git rev-parse --verify --quiet "$base^{commit}" > /dev/null || base="$BASE"
  globs=()
  while IFS= read -r path; do
    [[ $path == . || $path == ./ ]] && globs=('.') && break
    # With two slashes git finds nothing.
    path=${path#./} path=${path%/}
    globs+=(":(glob)$path" ":(glob)$path/**")
  done < "$wanted"
  range="$base...HEAD"
  git merge-base "$base" HEAD > /dev/null 2>&1 || range="$base..HEAD"
  # Git would write names that are not ASCII with backslashes.
  git -c core.quotePath=false diff --name-only --diff-filter=d "$range" -- "${globs[@]}" \
    | { grep -Ei '\.(json|ya?ml|template)$' || true; } \
    | { grep -Ev '(^|/)(cloudsplaining\.ya?ml|package(-lock)?\.json|tsconfig[^/]*\.json)$|^\.github/' || true; } > "$list"
else
  cp "$wanted" "$list"
fi

count=$(wc -l < "$list" | tr -d ' ')
echo "list=$list" >> "$GITHUB_OUTPUT"
echo "count=$count" >> "$GITHUB_OUTPUT"
if [[ $count == 0 ]]; then
  echo 'No file to scan was changed.'
else
  echo 'Scanning:'
  cat "$list"
fi
