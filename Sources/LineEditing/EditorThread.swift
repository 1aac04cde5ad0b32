import CLibEdit
import CPlatform

/// The thread that libedit lives on: the only one to draw while a line is edited.
final class EditorThread {
  private let mailbox: Mailbox
  private let history: any LineHistory
  private let completer: LineCompleter
  private let prompt: LinePrompt
  private let tell: @Sendable (LineEditor.Event) -> Void
  private let ended: @Sendable () -> Void

  /// libedit's recursion is shallow; a line is kept on the heap.
  private static let stackSize = 1 << 20

  init(
    mailbox: Mailbox, history: any LineHistory, completer: @escaping LineCompleter,
    prompt: LinePrompt, tell: @escaping @Sendable (LineEditor.Event) -> Void,
    ended: @escaping @Sendable () -> Void
  ) {
    self.mailbox = mailbox
    self.history = history
    self.completer = completer
    self.prompt = prompt
    self.tell = tell
    self.ended = ended
  }

  /// Starts the thread; it owns this object from then on.
  ///
  /// - Throws: ``LineEditingError/system(call:code:)``.
  func start() throws(LineEditingError) {
    let this = Unmanaged.passRetained(self).toOpaque()
    let code = cplatform_start_thread(editorThreadMain, this, Self.stackSize)
    guard code == 0 else {
      Unmanaged<EditorThread>.fromOpaque(this).release()
      throw .system(call: "pthread_create", code: code)
    }
  }

  fileprivate func run() {
    defer { ended() }
    useUTF8()
    guard
      let editor = Editing(
        mailbox: mailbox, history: history, completer: completer, prompt: prompt, tell: tell)
    else {
      tell(.closed(draft: nil, signal: nil))
      return
    }
    SignalRelay.install(writingTo: mailbox.wakeWriter)
    editor.run()
    SignalRelay.remove()
  }

  /// Sets a locale in which libedit takes UTF-8, also where none is set, as in containers.
  private func useUTF8() {
    if setlocale(LC_CTYPE, "") != nil, String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" {
      return
    }
    for name in ["C.UTF-8", "en_US.UTF-8", "UTF-8"] where setlocale(LC_CTYPE, name) != nil {
      return
    }
  }
}

/// The thread's main function; free, so that it belongs to no actor.
private func editorThreadMain(_ this: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let this else { return nil }
  Unmanaged<EditorThread>.fromOpaque(this).takeRetainedValue().run()
  return nil
}
