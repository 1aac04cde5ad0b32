import NIOCore

/// Where a server listens, with the ports that the system chose.
package struct ListeningAddresses: Hashable, Sendable {
  package var api: ListenAddress
  package var metrics: ListenAddress?
}

/// Collects where the listeners are, and tells once all listen.
actor BoundAddresses {
  private let expectsMetrics: Bool
  private let tell: @Sendable (ListeningAddresses) async -> Void
  private var api: ListenAddress?
  private var metrics: ListenAddress?

  init(expectsMetrics: Bool, tell: @escaping @Sendable (ListeningAddresses) async -> Void) {
    self.expectsMetrics = expectsMetrics
    self.tell = tell
  }

  /// Notes where the API is served.
  func setAPI(_ address: ListenAddress, _ channel: any Channel) async {
    api = address.bound(by: channel)
    await tellIfComplete()
  }

  /// Notes where the metrics are served.
  func setMetrics(_ address: ListenAddress, _ channel: any Channel) async {
    metrics = address.bound(by: channel)
    await tellIfComplete()
  }

  private func tellIfComplete() async {
    guard let api, metrics != nil || !expectsMetrics else { return }
    await tell(ListeningAddresses(api: api, metrics: metrics))
  }
}

extension ListenAddress {
  /// The address with the port that a channel is bound to.
  fileprivate func bound(by channel: any Channel) -> ListenAddress {
    ListenAddress(host: host, port: channel.localAddress?.port ?? port)
  }
}
