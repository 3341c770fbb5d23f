/** The scripts that make a shell ask this program for what it offers. They know no command and no option. */
import type { Environment } from '../../core/environment.js';
import type { SHELLS } from '../../config/commands.js';

type Shell = (typeof SHELLS)[number];

const BASH = `# Completes bitpowr-bulk in bash. Put into ~/.bashrc:  source <(bitpowr-bulk completion bash)
_bitpowr_bulk() {
  local kind='' line word="\${COMP_WORDS[COMP_CWORD]}" IFS=$'\\n'
  [ "$word" = '=' ] && word=''
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$kind" ]; then kind="$line"; else COMPREPLY+=("\${line%%$'\\t'*}"); fi
  done < <(bitpowr-bulk __complete "$COMP_CWORD" "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  case "$kind" in
    files) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$word")) ;;
    folders) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$word")) ;;
  esac
}
complete -F _bitpowr_bulk bitpowr-bulk
`;

const ZSH = `#compdef bitpowr-bulk
# Completes bitpowr-bulk in zsh. Put into ~/.zshrc, after compinit:  source <(bitpowr-bulk completion zsh)
_bitpowr_bulk() {
  local line kind value meaning
  local -a lines offers
  lines=("\${(@f)$(bitpowr-bulk __complete $((CURRENT - 1)) "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  kind=$lines[1]
  for line in "\${(@)lines[2,-1]}"; do
    [[ -n $line ]] || continue
    value="\${\${line%%$'\\t'*}//:/\\\\:}" meaning="\${line#*$'\\t'}"
    offers+=("$value\${meaning:+:$meaning}")
  done
  (( $#offers )) && _describe 'bitpowr-bulk' offers
  [[ $kind == values ]] || compset -P '--*='
  case $kind in
    files) _files ;;
    folders) _files -/ ;;
  esac
}
if [ "$funcstack[1]" = "_bitpowr_bulk" ]; then _bitpowr_bulk "$@"; else compdef _bitpowr_bulk bitpowr-bulk; fi
`;

const FISH = `# Completes bitpowr-bulk in fish:  bitpowr-bulk completion fish > ~/.config/fish/completions/bitpowr-bulk.fish
function __bitpowr_bulk_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (bitpowr-bulk __complete (count $before) $before[2..-1] "$current" 2>/dev/null)
    test (count $lines) -gt 1; and printf '%s\\n' $lines[2..-1]
    switch "$lines[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current"
    end
end
complete -c bitpowr-bulk -f -a '(__bitpowr_bulk_complete)'
`;

const POWERSHELL = `# Completes bitpowr-bulk in PowerShell. Put into $PROFILE:  bitpowr-bulk completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'bitpowr-bulk' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
    $count = $words.Count + 1
    if ($wordToComplete -ne '') { $words += $wordToComplete }
    $lines = @(bitpowr-bulk __complete $count @words 2>$null)
    $lines | Select-Object -Skip 1 | ForEach-Object {
        $value, $text = $_ -split "\`t", 2
        if (-not $text) { $text = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
    }
    if ($lines[0] -ne 'values') { [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete) }
}
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH, powershell: POWERSHELL };

/** The script for a shell, named or given as its path; undefined for one that is not known. */
export function toScript(shell: string): string | undefined {
  const name = shell.replace(/^.*\//, '').replace(/^pwsh$/, 'powershell');
  return Object.entries(SCRIPTS).find(([known]) => known === name)?.[1];
}

/** Of the shell that `$SHELL` names; bash for one that is not known. */
export function toUsualScript({ SHELL = '' }: Environment): string {
  return toScript(SHELL) ?? BASH;
}
