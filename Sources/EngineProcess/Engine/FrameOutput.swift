import CPlatform
import Synchronization
import SystemPackage

/// Writes an engine's events to its host, one whole frame after the other, from any thread.
final class FrameOutput: Sendable {
  private let descriptor: Mutex<FileDescriptor>

  init(descriptor: FileDescriptor) {
    self.descriptor = Mutex(descriptor)
  }

  /// Writes an event; ends the process where nobody reads any more.
  func send(_ event: EngineEvent) {
    // What is written is all of our own making: where it can't be, the host must not wait for it.
    guard let frame = try? FrameEncoder.encode(event) else { _exit(EngineProgram.faultStatus) }
    descriptor.withLock { descriptor in
      guard (try? descriptor.writeAll(frame)) != nil else { _exit(0) }
    }
  }
}
