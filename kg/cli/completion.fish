function __kg_completion
    set --local words (commandline --tokenize --cut-at-cursor --current-process)
    printf '%s\n' $words[2..] (commandline --current-token) | kg completion words 2>/dev/null
end
complete --command kg --arguments '(__kg_completion)'
