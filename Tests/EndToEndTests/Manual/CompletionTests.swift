import Foundation
import TestSupport
import Testing

/// Tab in real shells, at a terminal, with the completions that are installed.
@Suite struct CompletionTests {
  @Test(.enabled(if: Program.find("bash") != nil, "bash is not installed"))
  func `bash completes commands and options`() async throws {
    try await complete(
      "bash", ["--norc", "--noprofile", "-i"], variables: ["PS1": "ready> "],
      setUp: { "source \($0)" })
  }

  @Test(.enabled(if: Program.find("zsh") != nil, "zsh is not installed"))
  func `zsh completes commands and options`() async throws {
    try await complete(
      "zsh", ["-f", "-i"], variables: ["PS1": "ready> "], file: "_gumshoe",
      setUp: { file in
        let folder = URL(filePath: file).deletingLastPathComponent().path
        return "fpath=(\(folder) $fpath); autoload -Uz compinit; compinit -u -D"
      })
  }

  @Test(.enabled(if: Program.find("fish") != nil, "fish is not installed"))
  func `fish completes commands and options`() async throws {
    try await complete(
      "fish", ["--no-config", "-i"],
      setUp: { "function fish_prompt; echo 'ready> '; end; source \($0)" })
  }

  /// Completes a command, then an option of it, each to the end.
  private func complete(
    _ shell: String, _ arguments: [String], variables: [String: String] = [:],
    file: String = "gumshoe.completion", setUp: (String) -> String
  ) async throws {
    let folder = try TemporaryFolder()
    let binary = GumshoeBinary(home: folder.path)
    let script = try await binary.run(["--generate-completion-script", shell])
    #expect(script.status == 0, "\(script)")
    let path = try folder.write(file, script.output)
    // The binary by its name, as it is called where it is installed.
    let bin = folder.path + "/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: bin + "/gumshoe", withDestinationPath: GumshoeBinary.path)
    var environment = binary.environment.merging(variables) { $1 }
    environment["PATH"] = bin + ":/usr/bin:/bin"
    let program = try #require(Program.find(shell))
    let terminal = try TerminalProgram(
      program, arguments, environment: environment, folder: folder.path)
    try await terminal.wait("a prompt") { $0.text.contains(where: { ">%$#".contains($0) }) }
    terminal.type(setUp(path) + "; echo set''up\r")
    try await terminal.wait(for: "setup")
    terminal.type("gumshoe sess\t")
    try await terminal.wait(for: "gumshoe sessions")
    terminal.type("exp\t")
    try await terminal.wait(for: "gumshoe sessions export")
    terminal.type("--conf\t")
    // zsh shows it below, with what it is for, before it is taken.
    try await terminal.wait(for: "--config")
  }
}
