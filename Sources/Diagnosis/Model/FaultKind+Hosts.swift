/// What is wrong with releases, and with containers, units and files of hosts.
extension FaultKind {
  static let released: [FaultKind] = [
    row(
      "rollout-paused", 1, "a rollout that is paused", "is paused",
      ["`kubectl rollout resume deployment SERVICE`, and who paused it"]),
    row(
      "rollout-by-hand", 1, "an update strategy that waits for somebody", "keeps its old version",
      ["`updateStrategy` of SERVICE; `kubectl rollout status`"]),
    row(
      "ordinal-blocked", 0.6, "a pod that those behind it wait for", "waits for one of its pods",
      ["`kubectl describe pod` of the first pod of SERVICE that is not ready"], role: .symptom),
    row(
      "daemon-not-tolerating", 1, "a taint that is not tolerated", "has no pod on a node",
      ["the tolerations of SERVICE; `kubectl describe node | grep Taints`"]),
    row(
      "release-unfinished", 0.95, "a release that nobody finished",
      "has a release that did not end well",
      ["`helm history SERVICE`; `helm rollback SERVICE`"]),
  ].map { $0.asked(by: ["rollout", "version", "upgrade", "release", "old"]) }

  static let hosted: [FaultKind] = containers + units + files

  private static let containers: [FaultKind] = [
    row(
      "port-on-loopback", 1, "a port that is open on the loopback only",
      "is only reached from its own host",
      ["the `ports` of SERVICE in the compose file; `ss -lntp`"]),
    row(
      "host-port-taken", 1, "a port that another holds", "cannot have its port",
      ["`docker ps`; `ss -lntp`"]),
    row(
      "container-ended", 0.95, "a container that ended", "has a container that ended",
      ["`docker logs SERVICE`; `docker inspect SERVICE`"]),
    row(
      "container-unhealthy", 0.9, "a health check that fails", "is not healthy",
      ["`docker inspect --format '{{json .State.Health}}' SERVICE`"]),
  ].map { $0.asked(by: ["refused", "reach", "container", "down", "restart"]) }

  private static let units: [FaultKind] = [
    row(
      "unit-exec", 1, "a program that cannot be started", "cannot start its program",
      ["`systemctl cat SERVICE`: ExecStart; whether the file is there and may be executed"]),
    row(
      "unit-user", 1, "a user that does not exist", "is to run as a user that does not exist",
      ["`systemctl cat SERVICE`: User, Group; `getent passwd`"]),
    row(
      "unit-directory", 1, "a directory that does not exist", "is to run where it cannot",
      ["`systemctl cat SERVICE`: WorkingDirectory"]),
    row(
      "unit-environment", 1, "a file of settings that does not exist", "misses its settings",
      ["`systemctl cat SERVICE`: EnvironmentFile"]),
    row(
      "unit-namespace", 1, "a sandbox that cannot be made", "cannot make its sandbox",
      ["`systemctl cat SERVICE`: ReadWritePaths, BindPaths"]),
    row(
      "unit-port-forbidden", 1, "a port that it may not use", "may not listen on its port",
      ["`AmbientCapabilities=CAP_NET_BIND_SERVICE` of SERVICE"]),
    row(
      "unit-watchdog", 1, "a watchdog", "was ended by its watchdog",
      ["`journalctl -u SERVICE -n 50`"]),
    row(
      "unit-start-timeout", 1, "a start that took too long", "did not start in time",
      ["`journalctl -u SERVICE -n 50`; its `Type=` and `TimeoutStartSec=`"]),
    row(
      "unit-dependency", 1, "a unit that it requires", "lacks a unit that it requires",
      ["`systemctl list-dependencies SERVICE --failed`"]),
    row(
      "unit-start-limit", 0.9, "a start limit", "is started no more",
      ["`journalctl -u SERVICE -n 50`; `systemctl reset-failed SERVICE`"]),
    row(
      "unit-failed", 0.9, "a unit that failed", "failed", ["`journalctl -u SERVICE -n 50`"]),
    row(
      "unit-off", 1, "a unit that is off", "is not to run",
      ["who masked or disabled SERVICE; `systemctl unmask SERVICE`"]),
  ].map { $0.asked(by: ["unit", "service", "start", "down", "timer"]) }

  private static let files: [FaultKind] = [
    row(
      "certificate-over", 1, "a certificate that expired", "shows a certificate that expired",
      ["`openssl s_client -connect SERVICE:443`; what should renew it"]),
    row(
      "certificate-other-name", 1, "a certificate of another name",
      "shows a certificate of another name",
      ["`openssl s_client -connect SERVICE:443 -servername SERVICE`"]),
    row(
      "certificate-not-issued", 1, "a certificate that is not issued", "gets no certificate",
      ["`kubectl describe certificate SERVICE`; its orders and challenges"]),
    row(
      "disk-used-up", 1, "a full file system", "is full", ["`du -xh SERVICE | sort -h | tail`"]),
    row(
      "inodes-used-up", 1, "a file system without inodes", "has no inodes left",
      ["`du --inodes -x SERVICE | sort -n | tail`"]),
    row(
      "firewall-drops", 1, "a firewall", "is closed by a firewall",
      ["`iptables -L -n -v` or `nft list ruleset` on its host"]),
  ].map { $0.asked(by: ["certificate", "secure", "tls", "ssl", "expired", "disk", "firewall"]) }
}
