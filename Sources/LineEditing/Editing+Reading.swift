import CPlatform
import SystemPackage

extension Editing: LibEdit.Owner {
  /// Ctrl-C, Ctrl-G, Ctrl-R, Ctrl-S, Ctrl-Z and the others that are looked at before libedit is.
  enum Control {
    static let interrupt: UInt32 = 0x03
    static let abort: UInt32 = 0x07
    static let backspace: UInt32 = 0x08
    static let enter: UInt32 = 0x0D
    static let searchOlder: UInt32 = 0x12
    static let searchNewer: UInt32 = 0x13
    static let suspend: UInt32 = 0x1A
    static let escape: UInt32 = 0x1B
    static let quit: UInt32 = 0x1C
    static let delete: UInt32 = 0x7F
  }

  /// Waits for libedit's next key; all that is no key is done meanwhile, and the screen drawn before.
  func nextKey() -> UInt32? {
    while true {
      if !pending.isEmpty { return pending.removeFirst() }
      guard outcome == nil else { return nil }
      if let key = keys.next() {
        take(key)
      } else if let message = mailbox.take() {
        take(message)
      } else {
        noteDraft()
        draw()
        wait()
      }
    }
  }

  private func take(_ key: KeyReader.Key) {
    if case .sequence(let scalars) = key, let isFocused = Self.reportedFocus(scalars) {
      return tell(.focused(isFocused))
    }
    if search != nil, !searches(key) { return }
    switch key {
    case .character(let scalar): take(scalar)
    case .sequence(let scalars):
      if resize != nil, let column = Self.reportedColumn(scalars) {
        endResize(cursorColumn: column)
      } else if libedit?.isKnown(scalars) == true {
        pending += scalars.map(\.value)
      }
    case .paste(let bytes): paste(bytes)
    }
  }

  private func take(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case Control.interrupt: interrupt()
    case Control.suspend: suspend()
    case Control.quit: break
    case Control.escape where libedit?.isVi == true:
      isCommandMode = true
      pending.append(KeyBindings.Wake.viEscape)
    // libedit's map of command keys ends there; what lies beyond it would insert.
    case 0x100... where isCommandMode: break
    case 0x300...:
      let before = cursor > 0 ? units[cursor - 1] : nil
      if let unit = standIns.joined(before, with: scalar) {
        libedit?.delete(1)
        libedit?.insert([unit])
      } else {
        // A character for private use is written as one of ours.
        pending += standIns.units(of: String(Character(scalar)))
      }
    default: pending.append(scalar.value)
    }
  }

  /// The column, from 0, that a terminal reports its cursor in (CPR: ECMA-48, 8.3.14).
  private static func reportedColumn(_ sequence: [Unicode.Scalar]) -> Int? {
    guard sequence.last == "R" else { return nil }
    let parameters = String(String.UnicodeScalarView(sequence.dropFirst(2).dropLast()))
      .split(separator: ";")
    guard parameters.count == 2, let column = Int(parameters[1]) else { return nil }
    return column - 1
  }

  /// Whether the window has the focus, as a terminal reports it (xterm, mode 1004).
  private static func reportedFocus(_ sequence: [Unicode.Scalar]) -> Bool? {
    sequence == ["\u{1b}", "[", "I"] ? true : sequence == ["\u{1b}", "[", "O"] ? false : nil
  }

  private func take(_ message: Mailbox.Message) {
    switch message {
    case .print(let text): printAbove(text)
    case .prompt(let prompt):
      self.prompt = prompt
      // What it changed for may be what a line can go on by.
      suggestAnew()
    case .setText(let text): setText(text)
    case .compose(let text):
      libedit?.setCursor(units.count)
      libedit?.insert(standIns.units(of: PasteText.clean(Array(text.utf8))))
      compose()
    case .signal(let codes): write(codes)
    case .lend(let body): take(lend(to: body))
    case .stop: outcome = .stopped
    }
  }

  /// Waits for keys, messages and signals, or until something is due.
  private func wait() {
    let now = ContinuousClock.now
    let due: [(at: ContinuousClock.Instant?, act: () -> Void)] = [
      (resize?.deadline, { self.endResize(cursorColumn: nil) }),
      (draftDue, { self.tellDraft() }),
      (
        keys.patience < 0 ? nil : lastRead + .milliseconds(Int(keys.patience)),
        // Nothing followed: what waits is all there is.
        { if let next = self.keys.next(complete: true) { self.take(next) } }
      ),
    ]
    for (at, act) in due { if let at, at <= now { return act() } }
    let (seconds, attoseconds) =
      due.compactMap(\.at).min().map { now.duration(to: $0).components } ?? (-1, 0)
    let milliseconds =
      isSearching
      ? 0
      : seconds < 0
        ? -1 : Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
    let ready = cplatform_wait_to_read(
      STDIN_FILENO, mailbox.wakeReader.rawValue, milliseconds)
    if ready < 0, Errno(rawValue: cplatform_errno()) != .interrupted {
      outcome = .closed(signal: nil)
    }
    if ready == 0, isSearching { return searchOn() }
    guard ready > 0 else { return }
    // What was typed first has its effect first.
    if ready & 1 != 0 { readKeys() }
    if ready & 2 != 0 { take(mailbox.drain()) }
  }

  /// Takes the terminal, and what was typed while it had its usual mode: Enter came as LF then
  /// (termios(3), ICRNL).
  func takeTerminal() {
    TerminalMode.take()
    guard cplatform_wait_to_read(STDIN_FILENO, STDIN_FILENO, 0) > 0 else { return }
    readKeys { $0 == 0x0A ? 0x0D : $0 }
  }

  /// Takes what was typed.
  private func readKeys(meaning: (UInt8) -> UInt8 = { $0 }) {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    do {
      let count = try bytes.withUnsafeMutableBytes {
        try FileDescriptor.standardInput.read(into: $0, retryOnInterrupt: false)
      }
      guard count > 0 else { return outcome = .closed(signal: nil) }
      keys.feed(bytes[..<count].map(meaning))
      lastRead = .now
    } catch Errno.interrupted, Errno.resourceTemporarilyUnavailable {
      return
    } catch {
      outcome = .closed(signal: nil)
    }
  }

  /// Does what signals ask for, by their bytes in ``SignalRelay/bytes``.
  func take(_ signals: [UInt8]) {
    for byte in signals {
      switch byte {
      case UInt8(ascii: "w"): beginResize()
      case UInt8(ascii: "i"): interrupt()
      case UInt8(ascii: "z"): suspend()
      case UInt8(ascii: "c"): continued()
      case UInt8(ascii: "t"): outcome = .closed(signal: SIGTERM)
      case UInt8(ascii: "h"): outcome = .closed(signal: SIGHUP)
      case UInt8(ascii: "q"): outcome = .closed(signal: SIGQUIT)
      default: break
      }
    }
  }
}
