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
  ///
  /// Its environment has no folder of the user's, so it is told where it may keep indexes: below
  /// `cache`, of all files but those in the folder `passedOver`.
  package static func ours(
    _ limits: EngineLimits = EngineLimits(), cache: String? = nil, passedOver: String? = nil
  ) -> EngineCommand {
    var arguments = ["engine", "--engine-memory", "\(limits.memory)"]
    if let cache { arguments += ["--cache", cache] }
    if let passedOver { arguments += ["--not-cached", passedOver] }
    return EngineCommand(
      path: EngineBuild.path, arguments: arguments, build: EngineBuild.current)
  }
}
