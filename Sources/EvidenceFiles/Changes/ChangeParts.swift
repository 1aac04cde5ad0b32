import Evidence

/// What a record of a change says beside its words, by the names that it uses: who, from what to what.
///
///     {"app": "cart", "before": {"rollout": 0}, "by": "ines"}  → app cart, before.rollout 0, by ines
enum ChangeParts {
  /// Parts that are kept of a record: more are the machinery's.
  private static let most = 32
  /// How deep a record is looked into.
  private static let deepest = 4
  /// Bytes of a value that are kept.
  private static let longest = 200

  /// Names of what clouds write down of each request, which tells nothing of the change.
  private static let passedOver: Set<String> = [
    "insertid", "logname", "eventid", "requestid", "useragent", "sourceipaddress", "awsregion",
    "eventversion", "principalid", "accountid", "accesskeyid", "eventtype", "managementevent",
    "recipientaccountid", "readonly", "@type", "receivetimestamp", "correlationid", "tenantid",
    "subscriptionid", "eventcategory", "tlsdetails", "sessioncontext", "type", "apiversion",
  ]

  /// The parts of a record, in its order.
  static func of(_ record: Bytes) -> [Observation.Trait] {
    var parts: [Observation.Trait] = []
    add(record, "", 0, to: &parts)
    return parts
  }

  private static func add(
    _ value: Bytes, _ path: String, _ depth: Int, to parts: inout [Observation.Trait]
  ) {
    guard depth < deepest, parts.count < most else { return }
    if value.first == UInt8(ascii: "[") {
      for element in JSONSpan.elements(value) { add(element, path, depth + 1, to: &parts) }
    } else if JSONSpan.isContainer(value) {
      JSONSpan.members(value) { name, member in
        let name = name.text(limit: 60)
        guard !passedOver.contains(name.lowercased()) else { return }
        add(member, path.isEmpty ? name : "\(path).\(name)", depth + 1, to: &parts)
      }
    } else if !value.has("null"), !path.isEmpty {
      let text = JSONSpan.unquoted(value).text(limit: longest)
      if !text.isEmpty { parts.append(.init(name: path, value: text)) }
    }
  }
}
