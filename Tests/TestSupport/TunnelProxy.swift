import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP proxy that opens tunnels, all of them to one port on loopback whatever was asked for.
package final class TunnelProxy: Sendable {
  package let port: Int
  private let listener: any Channel
  private let wanted: Requests

  private final class Requests: Sendable {
    let heads = Mutex<[HTTPRequestHead]>([])
  }

  /// Listens on a port that the system chooses.
  package init(to target: Int) async throws {
    let wanted = Requests()
    listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          let decoder = ByteToMessageHandler(
            HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
          let tunnel = TunnelOpener(target: target, decoder: decoder) { head in
            wanted.heads.withLock { $0.append(head) }
          }
          try pipeline.addHandlers([decoder, tunnel])
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = listener.localAddress?.port ?? 0
    self.wanted = wanted
  }

  /// What was asked for so far: method, target and the names of the fields.
  package var requests: [(method: String, target: String, fields: [String])] {
    wanted.heads.withLock { $0 }.map { head in
      (head.method.rawValue, head.uri, head.headers.map { $0.name.lowercased() })
    }
  }

  /// Stops listening.
  package func close() async {
    try? await listener.close()
  }
}

/// Answers the first request by a connection, and passes bytes both ways from then on.
private final class TunnelOpener: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let target: Int
  private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
  private let note: (HTTPRequestHead) -> Void

  init(
    target: Int, decoder: ByteToMessageHandler<HTTPRequestDecoder>,
    note: @escaping (HTTPRequestHead) -> Void
  ) {
    self.target = target
    self.decoder = decoder
    self.note = note
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): note(head)
    case .body: break
    case .end: open(context)
    }
  }

  private func open(_ context: ChannelHandlerContext) {
    let near = context.channel
    let bound = NIOLoopBound((context, self), eventLoop: context.eventLoop)
    ClientBootstrap(group: context.eventLoop)
      .channelInitializer { far in
        far.eventLoop.makeCompletedFuture {
          try far.pipeline.syncOperations.addHandler(Forwarder(to: near))
        }
      }
      .connect(host: "127.0.0.1", port: target)
      .whenComplete { result in
        guard case .success(let far) = result else { return near.close(promise: nil) }
        let (context, opener) = bound.value
        let pipeline = context.pipeline.syncOperations
        pipeline.removeHandler(opener.decoder, promise: nil)
        near.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\n"), promise: nil)
        try? pipeline.addHandler(Forwarder(to: far))
        pipeline.removeHandler(opener, promise: nil)
      }
  }
}

/// Passes what comes on one connection to another.
private final class Forwarder: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let other: any Channel

  init(to other: any Channel) {
    self.other = other
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    other.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    other.close(promise: nil)
  }
}
