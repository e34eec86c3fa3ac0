/**
 * The completion script for zsh. Tab's own takes the words of the line apart at their spaces, so that no path is
 * completed once a space was typed in it.
 */
export const ZSH_COMPLETION = `#compdef cloudsplaining
# zsh completion for cloudsplaining

_cloudsplaining() {
  local line word meaning directive=0
  local -a typed answers
  # Without the quotes that they are typed in.
  typed=("\${(@Q)words[2,CURRENT]}")
  while IFS= read -r line; do
    if [[ $line == :* ]]; then
      directive=\${line#:}
    elif [[ -n $line ]]; then
      word=\${line%%$'\\t'*}
      meaning=\${line:\${#word}+1}
      answers+=("\${word//:/\\\\:}\${meaning:+:$meaning}")
    fi
  done < <(cloudsplaining complete -- "\${(@)typed}" 2> /dev/null)
  # Of --option=value, only the value is completed.
  [[ $PREFIX == --*=* ]] && compset -P '*='
  if ((directive & 16)); then
    _files -/
  elif ((directive & 4)); then
    _describe -V cloudsplaining answers
  else
    _files
  fi
}

# Sourced, it is made known; found on the path of functions, it is called.
if [[ \${funcstack[1]} == _cloudsplaining ]]; then
  _cloudsplaining "$@"
else
  compdef _cloudsplaining cloudsplaining
fi
`;
