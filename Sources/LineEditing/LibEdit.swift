import CLibEdit

/// libedit without a screen: keys go in one by one, and a buffer of wide characters comes out.
///
/// Made, used and freed on one thread.
final class LibEdit {
  /// What keys of ours do; called between two keys.
  protocol Owner: AnyObject {
    /// Waits for the next key; nil where no more will come.
    func nextKey() -> UInt32?
    /// Does what a key of ours is bound to.
    func perform(_ function: EditorFunction)
  }

  private var ground = ce_ground()
  private let editor: OpaquePointer
  private unowned let owner: any Owner
  /// Whether the user's `.editrc` chose the keys of vi.
  private(set) var isVi = false
  private var known: Set<String> = []

  /// Begins with the keys of emacs; nil where libedit can't.
  init?(owner: any Owner) {
    self.owner = owner
    var ground = ce_ground()
    let begun = ce_begin("gumshoe", &ground) { editor, key in
      guard let this = LibEdit.of(editor), let code = this.owner.nextKey() else { return 0 }
      key?.pointee = wchar_t(bitPattern: code)
      return 1
    }
    guard let begun else { return nil }
    editor = begun
    self.ground = ground
    ce_set_data(editor, Unmanaged.passUnretained(self).toOpaque())
    (isVi, known) = KeyBindings.install(in: editor)
  }

  deinit {
    el_end(editor)
    ce_close(&ground)
  }

  /// The object behind a callback's editor.
  private static func of(_ editor: OpaquePointer?) -> LibEdit? {
    guard let editor, let data = ce_data(editor) else { return nil }
    return Unmanaged<LibEdit>.fromOpaque(data).takeUnretainedValue()
  }

  /// Has the owner do what a key is bound to; what libedit's functions return.
  static func perform(_ function: EditorFunction, in editor: OpaquePointer?) -> UInt8 {
    LibEdit.of(editor)?.owner.perform(function)
    return UInt8(CC_REFRESH)
  }

  /// Whether an escape sequence is bound to anything.
  func isKnown(_ sequence: [Unicode.Scalar]) -> Bool {
    known.contains(String(String.UnicodeScalarView(sequence)))
  }

  /// Takes keys until one command is done, or no more come.
  func step() {
    var count: Int32 = 0
    _ = el_wgets(editor, &count)
  }

  /// Begins a new line, in vi's insert mode where the keys are vi's.
  func reset() {
    ce_reset(editor)
  }

  /// All characters of the line.
  var units: [UInt32] {
    let line = el_wline(editor).pointee
    guard let start = line.buffer, let end = line.lastchar, end > start else { return [] }
    return UnsafeBufferPointer(start: start, count: end - start).map { UInt32(bitPattern: $0) }
  }

  /// The character that the cursor stands on, counted from 0.
  var cursor: Int {
    let line = el_wline(editor).pointee
    guard let start = line.buffer, let place = line.cursor else { return 0 }
    return place - start
  }

  /// How many characters the line has.
  var count: Int {
    let line = el_wline(editor).pointee
    guard let start = line.buffer, let end = line.lastchar else { return 0 }
    return end - start
  }

  /// Inserts characters at the cursor, which stands behind them then.
  func insert(_ units: [UInt32]) {
    _ = el_winsertstr(editor, units.map { wchar_t(bitPattern: $0) } + [0])
    ce_refresh(editor)
  }

  /// Deletes characters in front of the cursor.
  func delete(_ count: Int) {
    // libedit does nothing at all where there are fewer.
    el_deletestr(editor, Int32(clamping: min(count, cursor)))
    ce_refresh(editor)
  }

  /// Sets the cursor onto a character.
  func setCursor(_ index: Int) {
    _ = el_cursor(editor, Int32(clamping: index - cursor))
  }

  /// Replaces the whole line; the cursor goes to its end, or to where it is told.
  func replace(with units: [UInt32], cursor: Int? = nil) {
    setCursor(count)
    delete(count)
    insert(units)
    if let cursor { setCursor(cursor) }
  }
}
