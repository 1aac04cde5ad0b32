/// What tools of a host print beside a cluster's: containers, units, sockets, certificates, disks.
///
/// One more form is one more row in ``all``.
struct HostForm: Sendable {
  /// Whether the first line, or the command above it, begins such a text.
  let takes: @Sendable (String, ShellCommand?) -> Bool
  let read: @Sendable (Transcript.Block) -> [ObjectDraft]

  /// The objects of a text; nil where it is of none of the forms.
  static func objects(in block: Transcript.Block) -> [ObjectDraft]? {
    guard let first = block.lines.first(where: { !$0.isBlank })?.text else { return nil }
    return all.first { $0.takes(first, block.command) }?.read(block)
  }

  /// Whether a file that no command is shown in begins so.
  static func takes(_ first: String) -> Bool { all.contains { $0.takes(first, nil) } }

  /// Programs whose output these forms read.
  static let tools: Set<String> = [
    "docker", "podman", "nerdctl", "ss", "netstat", "openssl", "certbot", "df", "ufw", "iptables",
    "ip6tables", "nft", "helm", "iptables-save",
  ]

  private static let all: [HostForm] = [
    HostForm { first, _ in
      first.hasPrefix("CONTAINER ID ")
    } read: {
      ContainerTable.objects(in: $0)
    },
    HostForm { first, command in
      SwarmText.takes(first, command)
    } read: {
      SwarmText.objects(in: $0)
    },
    HostForm { first, command in
      first.hasPrefix("[") && command?.words.contains("inspect") == true
    } read: {
      ContainerInspection.objects(in: $0)
    },
    HostForm { first, _ in
      UnitTable.takes(first)
    } read: {
      UnitTable.objects(in: $0)
    },
    HostForm { first, _ in
      UnitFile.takes(first)
    } read: {
      UnitFile.objects(in: $0)
    },
    HostForm { first, _ in
      SocketTable.takes(first)
    } read: {
      SocketTable.objects(in: $0)
    },
    HostForm { first, command in
      first.hasPrefix("nameserver ") || command?.line.text.contains("/etc/resolv.conf") == true
    } read: {
      NameLookup.resolver(in: $0)
    },
    HostForm { first, _ in
      first.hasPrefix("Server:\t") || first.hasPrefix("Server:  ") || first.hasPrefix("; <<>> DiG")
    } read: {
      NameLookup.objects(in: $0)
    },
    HostForm { first, command in
      CertificateText.takes(first, command)
    } read: {
      CertificateText.objects(in: $0)
    },
    HostForm { first, _ in
      first.hasPrefix("Filesystem ")
    } read: {
      DiskTable.objects(in: $0)
    },
    HostForm { first, command in
      FirewallText.takes(first, command)
    } read: {
      FirewallText.objects(in: $0)
    },
    HostForm { first, command in
      first.hasPrefix("NAME: ") && (command == nil || command?.program == "helm")
    } read: {
      ReleaseText.objects(in: $0)
    },
  ]

  init(
    takes: @escaping @Sendable (String, ShellCommand?) -> Bool,
    read: @escaping @Sendable (Transcript.Block) -> [ObjectDraft]
  ) {
    self.takes = takes
    self.read = read
  }
}
