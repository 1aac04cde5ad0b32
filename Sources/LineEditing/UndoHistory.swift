/// The line as it was before each change, for undo: a word typed at once is one change.
struct UndoHistory {
  /// The characters and the cursor at a moment.
  struct State: Equatable {
    var units: [UInt32] = []
    var cursor = 0
  }

  private var states: [State] = []
  private var current = State()
  private var wasTyping = false

  /// The changes that are remembered; more are more than anybody goes back.
  private static let most = 1_000

  /// Begins with an empty line.
  mutating func begin() {
    self = UndoHistory()
  }

  /// Takes note of the line as it is now.
  mutating func note(_ state: State) {
    defer { current = state }
    guard state.units != current.units else { return }
    let types =
      state.units.count == current.units.count + 1 && state.cursor == current.cursor + 1
    let beginsWord = current.units.last == 0x20 && state.units.last != 0x20
    if !types || !wasTyping || beginsWord { states.append(current) }
    wasTyping = types
    if states.count > Self.most { states.removeFirst() }
  }

  /// The line before the last change; nil where nothing was changed.
  mutating func undo() -> State? {
    guard let last = states.popLast() else { return nil }
    current = last
    wasTyping = false
    return last
  }
}
