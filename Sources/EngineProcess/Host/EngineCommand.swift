/// The command that starts an engine's process.
package struct EngineCommand: Hashable, Sendable {
  /// The program's file.
  package var path: String
  package var arguments: [String]
  /// The build that has to answer: another would speak of other things by the same words.
  package var build: String

  package init(path: String, arguments: [String], build: String) {
    self.path = path
    self.arguments = arguments
    self.build = build
  }

  /// This very program as an engine with some limits.
  package static func ours(_ limits: EngineLimits = EngineLimits()) -> EngineCommand {
    EngineCommand(
      path: EngineBuild.path, arguments: ["engine", "--engine-memory", "\(limits.memory)"],
      build: EngineBuild.current)
  }
}
