/**
 * The completion script for bash, 3.2 of macOS included. Tab's own evaluates what was typed, so that pressing the
 * key runs commands inside it, needs the bash-completion package, and cannot be loaded twice.
 */
export const BASH_COMPLETION = `# bash completion for cloudsplaining

_cloudsplaining() {
  local word line current value directive=0 count=0 joined=
  local words=() answers=()
  COMPREPLY=()
  # Bash takes "=" for a word of its own: put --option=value together again.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ ( $word == "=" || -n $joined ) && $count -gt 0 ]]; then
      words[count - 1]+=$word
      joined=; [[ $word == "=" ]] && joined=1
    else
      words[count]=$word
      count=$((count + 1))
    fi
  done
  current=\${words[count - 1]}
  value=$current
  [[ $current == --*=* ]] && value=\${current#*=}
  while IFS= read -r line; do
    if [[ $line == :* ]]; then
      directive=\${line#:}
    elif [[ -n $line ]]; then
      answers+=("\${line%%$'\\t'*}")
    fi
  done < <("\${COMP_WORDS[0]}" complete -- "\${words[@]}" 2> /dev/null)
  if ((directive & 16)); then
    type compopt > /dev/null 2>&1 && compopt -o filenames
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$value")
  elif ((directive & 4)); then
    type compopt > /dev/null 2>&1 && compopt +o default
    for line in "\${answers[@]}"; do
      [[ $line == "$value"* ]] && COMPREPLY+=("$line")
    done
  else
    type compopt > /dev/null 2>&1 && compopt -o filenames
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$value")
  fi
}

complete -o default -F _cloudsplaining cloudsplaining
`;
