#compdef kg
_kg_completion() {
    local -a found
    found=("${(@f)$(printf '%s\n' "${(@)words[2,CURRENT]}" | kg completion words 2>/dev/null)}")
    if [[ -n "${found[*]}" ]]; then
        compadd -- "${found[@]}"
    else
        _files
    fi
}
compdef _kg_completion kg
