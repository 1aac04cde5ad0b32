/// The text of a line as libedit holds it: one wide character for each thing the cursor steps over.
///
/// libedit moves and deletes by scalar. A character of several scalars, and a folded paste, each stand
/// in its buffer as one character for private use, whose meaning is kept here as long as the editor
/// lives: its kill buffer outlives the line.
struct StandIns {
  /// What a character for private use stands for.
  private enum Meaning {
    case cluster(Character)
    case paste(text: String, shown: String)
  }

  private var meanings: [Meaning] = []
  private var codes: [Character: UInt32] = [:]

  /// Planes 15 and 16, which hold nothing else (Unicode, 23.5).
  private static let first: UInt32 = 0xF0000
  private static let last: UInt32 = 0x10FFFD

  /// Writes text for libedit's buffer: `"e\u{301}x"` → a stand-in, `x`.
  mutating func units(of text: String) -> [UInt32] {
    var units: [UInt32] = []
    units.reserveCapacity(text.utf8.count)
    for character in text {
      let scalars = character.unicodeScalars
      if let only = scalars.first, scalars.count == 1, only.value < Self.first {
        units.append(only.value)
      } else if let code = code(of: character) {
        units.append(code)
      } else {
        units += scalars.map(\.value)
      }
    }
    return units
  }

  /// Folds a text to one unit that shows as another.
  mutating func fold(_ text: String, shownAs shown: String) -> [UInt32] {
    guard let code = add(.paste(text: text, shown: shown)) else { return units(of: shown) }
    return [code]
  }

  /// The text that units stand for, pastes unfolded.
  func text(of units: some Sequence<UInt32>) -> String {
    var text = String.UnicodeScalarView()
    for unit in units {
      switch meaning(of: unit) {
      case .cluster(let character): text.append(contentsOf: character.unicodeScalars)
      case .paste(let whole, _): text.append(contentsOf: whole.unicodeScalars)
      case nil: if let scalar = Unicode.Scalar(unit) { text.append(scalar) }
      }
    }
    return String(text)
  }

  /// Whether any unit is a folded paste.
  func hasPaste(in units: some Sequence<UInt32>) -> Bool { pastes(in: units) > 0 }

  /// How many units are folded pastes.
  func pastes(in units: some Sequence<UInt32>) -> Int {
    units.count { if case .paste = meaning(of: $0) { true } else { false } }
  }

  /// The cells that units are drawn as, and the cell of the unit that the cursor stands on.
  func cells(of units: [UInt32], cursor: Int) -> (cells: [Cell], cursor: Int) {
    var cells: [Cell] = []
    cells.reserveCapacity(units.count)
    var place = 0
    for (index, unit) in units.enumerated() {
      if index == cursor { place = cells.count }
      switch meaning(of: unit) {
      case .cluster(let character): Cell.append(character, to: &cells)
      case .paste(_, let shown): cells += Cell.cells(of: shown)
      case nil:
        if let scalar = Unicode.Scalar(unit) { Cell.append(Character(scalar), to: &cells) }
      }
    }
    return (cells, cursor >= units.count ? cells.count : place)
  }

  /// The unit that a scalar makes together with the one in front of it: an accent with its letter;
  /// nil where it stands for itself.
  mutating func joined(_ unit: UInt32?, with scalar: Unicode.Scalar) -> UInt32? {
    // Below the first combining mark nothing joins.
    guard let unit, scalar.value >= 0x300, unit != 0x0A else { return nil }
    if case .paste = meaning(of: unit) { return nil }
    var text = self.text(of: CollectionOfOne(unit))
    text.unicodeScalars.append(scalar)
    guard let character = text.first, text.count == 1 else { return nil }
    return code(of: character)
  }

  private func meaning(of unit: UInt32) -> Meaning? {
    guard unit >= Self.first, case let index = Int(unit - Self.first), index < meanings.count
    else { return nil }
    return meanings[index]
  }

  private mutating func code(of character: Character) -> UInt32? {
    if let known = codes[character] { return known }
    let code = add(.cluster(character))
    codes[character] = code
    return code
  }

  private mutating func add(_ meaning: Meaning) -> UInt32? {
    // The last two of each plane are no characters.
    while (Self.first + UInt32(meanings.count)) & 0xFFFE == 0xFFFE {
      meanings.append(.cluster("\u{FFFD}"))
    }
    let code = Self.first + UInt32(meanings.count)
    guard code <= Self.last else { return nil }
    meanings.append(meaning)
    return code
  }
}
