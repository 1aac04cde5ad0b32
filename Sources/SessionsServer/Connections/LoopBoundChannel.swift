import HummingbirdCore
import InvestigationService
import Logging
import NIOCore

/// Answers a connection's requests on the connection's own event loop.
///
/// A short request then costs no change of thread; one that waits, for the store's writer or for a
/// session to change, leaves the loop to others meanwhile.
struct LoopBoundChannel<Base: ServerChildChannel>: ServerChildChannel {
  let base: Base

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
    base.setup(channel: channel, logger: logger)
  }

  func handle(value: Base.Value, logger: Logger) async {
    let channel = value.channel
    let executor = EventLoopExecutor(loop: channel.eventLoop)
    await withTaskExecutorPreference(executor) {
      let departure = await Self.departure(from: channel)
      await ConnectionGuard.$departure.withValue(departure) {
        await base.handle(value: value, logger: logger)
      }
    }
  }
}

extension LoopBoundChannel {
  /// The departure of a connection's client; one that has come where the connection is gone already.
  private static func departure(from channel: any Channel) async -> Ending {
    let found = try? await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.handler(type: ConnectionGuard.self).departure
    }.get()
    if let found { return found }
    let departure = Ending()
    departure.come()
    return departure
  }
}

/// An event loop as an executor of tasks.
private final class EventLoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(loop: any EventLoop) {
    self.loop = loop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
