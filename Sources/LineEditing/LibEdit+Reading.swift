import CLibEdit
import CPlatform
import SystemPackage

extension LibEdit {
  /// How long a lone ESC may be the beginning of a sequence, in milliseconds.
  private static let escapeTimeout: Int32 = 40

  /// Gives libedit its next key: 1 and the key, 0 at the end, -1 where something failed.
  ///
  /// libedit has drawn everything before it asks, so the screen is as it believes.
  func readKey(into key: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    while true {
      if !pending.isEmpty { return hand(pending.removeFirst(), to: key) }
      if let next = keys.next() {
        if take(next) { continue }
        continue
      }
      if !isInSequence, let message = mailbox.take() {
        if let result = take(message, key) { return result }
        continue
      }
      if !isInSequence, wasResized {
        wasResized = false
        redraw()
        tell(.resized)
      }
      guard let result = wait(key) else { continue }
      return result
    }
  }

  private func hand(_ code: UInt32, to key: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    key?.pointee = wchar_t(bitPattern: code)
    // ESC and Ctrl-X are the only keys that others follow.
    isInSequence = pending.isEmpty && !isInSequence && (code == 0x1B || code == 0x18)
    return 1
  }

  private func hand(_ wake: Wake, to key: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    key?.pointee = wchar_t(bitPattern: wake.rawValue)
    return 1
  }

  /// Puts a key's codes in line; an escape sequence that means nothing is dropped.
  private func take(_ next: KeyReader.Key) -> Bool {
    switch next {
    case .character(let scalar): pending.append(scalar.value)
    case .sequence(let scalars):
      guard KeyBindings.isKnown(scalars) else { return false }
      pending += scalars.map(\.value)
    case .paste(let bytes):
      pasted = bytes
      pending.append(Wake.paste.rawValue)
    }
    return true
  }

  /// Acts on a message; nil where no key comes of it.
  private func take(
    _ message: Mailbox.Message, _ key: UnsafeMutablePointer<wchar_t>?
  ) -> Int32? {
    switch message {
    case .print(let text):
      printQueue.append(text)
      return hand(.print, to: key)
    case .prompt(let prompt):
      guard prompt != self.prompt else { return nil }
      self.prompt = prompt
      return hand(.prompt, to: key)
    case .setText(let text):
      replacement = text
      return hand(.setText, to: key)
    case .lend(let body):
      lend(to: body)
      // Ctrl-C meanwhile was for the one that had the terminal.
      return takeSignals(mailbox.drain().filter { $0 != UInt8(ascii: "i") }, key)
    case .stop:
      erase()
      outcome = .stopped
      return 0
    }
  }

  /// Waits for keys, messages and signals; nil where there may be something to hand on.
  private func wait(_ key: UnsafeMutablePointer<wchar_t>?) -> Int32? {
    let ready = cplatform_wait_to_read(
      STDIN_FILENO, mailbox.wakeReader.rawValue, keys.isEmpty ? -1 : Self.escapeTimeout)
    guard ready != 0 else {
      // Nothing followed: what waits is all there is.
      if let next = keys.next(complete: true) { _ = take(next) }
      return nil
    }
    guard ready > 0 else {
      return Errno(rawValue: cplatform_errno()) == .interrupted ? nil : fail()
    }
    if ready & 2 != 0, let result = takeSignals(mailbox.drain(), key) { return result }
    return ready & 1 != 0 ? readKeys() : nil
  }

  /// Takes what was typed; nil unless the terminal is gone.
  private func readKeys() -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    do {
      let count = try bytes.withUnsafeMutableBytes {
        try FileDescriptor.standardInput.read(into: $0, retryOnInterrupt: false)
      }
      guard count > 0 else { return fail() }
      keys.feed(bytes[..<count])
      return nil
    } catch Errno.interrupted, Errno.resourceTemporarilyUnavailable {
      return nil
    } catch {
      return fail()
    }
  }

  private func takeSignals(_ bytes: [UInt8], _ key: UnsafeMutablePointer<wchar_t>?) -> Int32? {
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "w"): wasResized = true
      case UInt8(ascii: "i"):
        isInSequence = false
        return hand(.interrupt, to: key)
      case UInt8(ascii: "t"), UInt8(ascii: "h"): return fail()
      case UInt8(ascii: "c"):
        // Continued after a stop: the terminal's mode is not what libedit remembers.
        lend {}
      default: break
      }
    }
    return nil
  }

  private func fail() -> Int32 {
    outcome = .closed
    return -1
  }
}
