#!/usr/bin/env bash
# Writes the files to scan, each with a NUL behind it, into a file, and its name and their number to the outputs of the
# step.
set -euo pipefail

list="$RUNNER_TEMP/cloudsplaining-files"
wanted="$RUNNER_TEMP/cloudsplaining-paths.txt"
printf '%s\n' "$PATHS" | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' | { grep -v '^$' || true; } > "$wanted"

# Prints a pattern once for each of its alternatives: git knows no braces, the command line does.
alternatives() {
  local pattern=$1 before after alternative
  # The last group that holds no other.
  if [[ $pattern =~ ^(.*)\{([^{}]*,[^{}]*)\}(.*)$ ]]; then
    before=${BASH_REMATCH[1]} after=${BASH_REMATCH[3]}
    while IFS= read -r -d , alternative; do
      alternatives "$before$alternative$after"
    done <<< "${BASH_REMATCH[2]},"
  else
    printf '%s\n' "$pattern"
  fi
}

# Prints the changed files that git's patterns match and whose names match an expression, each with a NUL behind it.
changed() {
  local names=$1 others='(^|/)(cloudsplaining\.ya?ml|package(-lock)?\.json|tsconfig[^/]*\.json)$|^\.github/' name
  shift
  # Without a pattern git would take every file.
  [[ $# == 0 ]] && return
  git diff -z --name-only --diff-filter=d "$range" -- "$@" | while IFS= read -r -d '' name; do
    if [[ ! $name =~ $others && $name =~ $names ]]; then printf '%s\0' "$name"; fi
  done
}

if [[ $ONLY_CHANGED == true && -n ${BASE:-} ]]; then
  # A shallow clone may lack where the branches part.
  git fetch --quiet --depth=1 origin "$BASE" 2> /dev/null || true
  base="origin/$BASE"
  git rev-parse --verify --quiet "$base^{commit}" > /dev/null || base="$BASE"
  range="$base...HEAD"
  git merge-base "$base" HEAD > /dev/null 2>&1 || range="$base..HEAD"
  named=() folders=()
  while IFS= read -r path; do
    # With two slashes git finds nothing.
    path=${path#./} path=${path%/}
    if [[ -z $path || $path == . ]]; then
      folders+=('.')
    elif [[ -d $path ]]; then
      folders+=(":(literal)$path")
    elif [[ -e $path ]]; then
      named+=(":(literal)$path")
    else
      while IFS= read -r pattern; do
        named+=(":(glob,icase)$pattern") folders+=(":(glob,icase)$pattern/**")
      done < <(alternatives "$path")
    fi
  done < "$wanted"
  # What was named is scanned whatever it is called; of a folder, what the command line looks at there.
  changed . ${named[@]+"${named[@]}"} > "$list.found"
  shopt -s nocasematch
  changed '\.(json|ya?ml|template)$' ${folders[@]+"${folders[@]}"} >> "$list.found"
  sort -zu < "$list.found" > "$list"
else
  tr '\n' '\0' < "$wanted" > "$list"
fi

count=$(tr -cd '\0' < "$list" | wc -c | tr -d ' ')
echo "list=$list" >> "$GITHUB_OUTPUT"
echo "count=$count" >> "$GITHUB_OUTPUT"
if [[ $count == 0 ]]; then
  echo 'No file to scan was changed.'
else
  echo 'Scanning:'
  # A line that begins in a name could be a command to the runner.
  while IFS= read -r -d '' name; do printf '%s\n' "${name//[[:cntrl:]]/?}"; done < "$list"
fi
