_kg_completion() {
    local IFS=$'\n'
    COMPREPLY=($(printf '%s\n' "${COMP_WORDS[@]:1:COMP_CWORD}" | kg completion words 2>/dev/null))
}
complete -o default -F _kg_completion kg
