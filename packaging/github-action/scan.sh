#!/usr/bin/env bash
# Scans the files of the list $FILES, each with a NUL behind it. Findings do not fail this step: what was found is to be shown first.
set -uo pipefail

results="$RUNNER_TEMP/cloudsplaining"
rm -rf "$results"
mkdir -p "$results"
parameters=(--format sarif --format markdown --output-file "$results")
# A change may be about files of any kind; paths that were written down should hold something.
[[ $ONLY_CHANGED == true ]] && parameters+=(--skip-others)
[[ -n $FAIL_ON ]] && parameters+=(--fail-on "$FAIL_ON")
[[ -n $BASELINE ]] && parameters+=(--baseline "$BASELINE")
[[ -n $CONFIG ]] && parameters+=(--config "$CONFIG")
while IFS= read -r -d '' file; do
  parameters+=(--input-file "$file")
done < "$FILES"

cloudsplaining scan-policy-file "${parameters[@]}"
code=$?

# Named after the input, whatever that was.
for file in "$results"/*; do
  # A line that begins in a name would be an output of its own.
  if [[ $file == *$'\n'* ]]; then
    mv "$file" "$results/findings.${file##*.}"
    file="$results/findings.${file##*.}"
  fi
  case $file in
    *.sarif) echo "sarif-file=$file" >> "$GITHUB_OUTPUT" ;;
    *.md)
      echo "markdown-file=$file" >> "$GITHUB_OUTPUT"
      cat "$file" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
      ;;
  esac
done
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
