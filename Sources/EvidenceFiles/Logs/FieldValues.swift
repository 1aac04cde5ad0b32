/// The values found for each role in one object, line or row.
struct FieldValues {
  /// A value and how good its name was.
  struct Value {
    var bytes: Bytes
    var rank: Int
    /// Whether it has JSON escapes still to be undone.
    var isEscaped: Bool
    /// The hash of its name: what numbers mean depends on it.
    var name: UInt64
  }

  private(set) var time: Value?
  private(set) var date: Value?
  /// The offset of the zone that the time is written in.
  private(set) var zone: Bytes?
  private(set) var level: Value?
  private(set) var message: Value?
  private(set) var service: Value?
  private(set) var pod: Value?
  private(set) var host: Value?
  private(set) var logger: Value?
  private(set) var status: Value?
  private(set) var detail: Value?
  /// The identifiers of the request and of the step in it that wrote the entry.
  private(set) var trace: Value?
  private(set) var span: Value?
  /// How many fields were seen, known and unknown.
  var count = 0

  /// Takes a value where none with a better name is there yet.
  mutating func offer(
    _ value: Bytes, _ entry: FieldNames.Entry, isEscaped: Bool = false, name: UInt64 = 0
  ) {
    guard !value.isEmpty else { return }
    var new = Value(bytes: value, rank: entry.rank, isEscaped: isEscaped, name: name)
    switch entry.role {
    case .time: Self.put(new, &time)
    case .date: Self.put(new, &date)
    case .clock: break
    case .zone:
      // Others are names of places: `tz=Europe/Paris` says nothing by itself.
      if value[0] == UInt8(ascii: "+") || value[0] == UInt8(ascii: "-") { zone = value }
    case .level:
      guard LevelWords.level(value: value) != nil else { return }
      // Of `confidenceLevel` 3 nobody knows what it means.
      if entry.rank == FieldNames.nesting - 1, isDigit(value[0]) { return }
      // `level` 2 and `levelDisplayName` Error: the word says what the number means.
      if isDigit(value[0]) { new.rank += FieldNames.vagueness }
      Self.put(new, &level)
    case .message: Self.put(new, &message)
    case .service:
      // Docker Swarm draws the former tasks of a service below the last: ` \_ web.1`.
      let drawn = value.trimmed()
      if drawn.has("\\_ ") { new.bytes = drawn.part(3, drawn.count) }
      // The object of an event is a replica set as often as what it belongs to.
      if entry.rank >= FieldNames.vagueness {
        new.bytes = value.part(0, PodName.chosenLength(value))
      }
      Self.put(new, &service)
    case .pod: Self.put(new, &pod)
    case .host: Self.put(new, &host)
    case .logger: Self.put(new, &logger)
    case .status:
      // Datadog's status is a level.
      if let found = LevelWords.find(value), !found.isProse {
        new.rank += FieldNames.vagueness
        Self.put(new, &level)
      } else {
        Self.put(new, &status)
      }
    case .detail:
      if !LogFields.isNothing(value) { Self.put(new, &detail) }
    case .trace: Self.put(new, &trace)
    case .span: Self.put(new, &span)
    }
  }

  private static func put(_ new: Value, _ slot: inout Value?) {
    if let old = slot, old.rank <= new.rank { return }
    slot = new
  }
}
