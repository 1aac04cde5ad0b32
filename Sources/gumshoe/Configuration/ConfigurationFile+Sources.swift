import EvidenceSources
import Yams

extension ConfigurationFile {
  /// Reads the mapping `sources`: names of remote sources to the settings of each.
  ///
  /// - Throws: ``StartFailure/connecting(_:)`` with the line of what is wrong.
  static func sources(
    in node: Node, path: String
  ) throws(StartFailure) -> [SourceSettings] {
    func fail(_ node: Node, _ problem: String) -> StartFailure {
      .connecting(.badConfiguration(path, line: node.mark?.line, problem))
    }
    guard let mapping = node.mapping else { throw fail(node, "'sources' is no mapping") }
    let folder = path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    var sources: [SourceSettings] = []
    for (nameNode, entry) in mapping {
      guard let name = nameNode.string, ProfileName.isValid(name) else {
        throw fail(nameNode, "'\(nameNode.string ?? "?")' is no name of a source")
      }
      guard let entries = entry.mapping else { throw fail(entry, "'\(name)' is no mapping") }
      guard entries["kind"] != nil else { throw fail(entry, "'\(name)' has no 'kind'") }
      var source = SourceSettings(name: name, kind: .command)
      for (keyNode, value) in entries {
        guard let setting = SourceSetting.all.first(where: { $0.key == keyNode.string }) else {
          throw fail(keyNode, unknown(keyNode, known: Set(SourceSetting.all.map(\.key))))
        }
        if let problem = setting.take(value, &source, folder) { throw fail(value, problem) }
      }
      if source.kind.isServer, source.address == nil {
        throw fail(entry, "'\(name)' has no 'address'")
      }
      if source.kind == .command, source.command.isEmpty {
        throw fail(entry, "'\(name)' has no 'command'")
      }
      sources.append(source)
    }
    return sources
  }
}
