import Testing

/// Containers, units, sockets, certificates and disks of hosts.
@Suite struct HostModeTests {
  @Test(arguments: cases + units) func `The mechanism is told, and its twin is left alone`(
    mode: Mode
  ) {
    mode.check()
  }

  static let cases: [Mode] = [
    loopback, socket, ended, unhealthy, taken, expired, foreign, unissued, full, inodes, closed,
    pending,
  ]

  private static let head =
    "CONTAINER ID   IMAGE        COMMAND                  CREATED       STATUS                     PORTS                      NAMES\n"

  static let loopback = Mode(
    "port-on-loopback", ["labels"], ["labels", "9100", "127.0.0.1", "host-2:9100"],
    cure: ["127.0.0.1:9100->": "0.0.0.0:9100->  "],
    [
      "session.txt": """
      ops@host-2:~$ docker ps
      \(head)888bf010bf90   labels:4.9   "java -jar /app/labe…"   2 hours ago   Up 2 hours (healthy)       127.0.0.1:9100->9100/tcp   labels
      8ea449528708   db:16        "docker-entrypoint.s…"   2 months ago  Up 2 months                5432/tcp                   db

      ops@test-1:~$ curl -v --max-time 5 http://host-2:9100/health
      * connect to 10.77.8.32 port 9100 failed: Connection refused
      """
    ])

  static let socket = Mode(
    "port-on-loopback", ["postgres"], ["postgres", "127.0.0.1:5432", "db-1:5432"],
    cure: ["127.0.0.1:5432": "0.0.0.0:5432  "],
    [
      "ss.txt": """
      ops@db-1:~$ sudo ss -lntp
      State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
      LISTEN 0      244    127.0.0.1:5432     0.0.0.0:*         users:(("postgres",pid=911,fd=5))
      LISTEN 0      128    0.0.0.0:22         0.0.0.0:*         users:(("sshd",pid=711,fd=3))

      ops@app-1:~$ nc -zv db-1 5432
      nc: connect to db-1 port 5432 (tcp) failed: Connection refused
      """
    ])

  static let ended = Mode(
    "container-ended", ["worker"], ["worker", "127", "not found"],
    cure: ["Exited (127) 3 minutes ago": "Up 3 minutes              "],
    [
      "ps.txt": head + """
        888bf010bf90   worker:2     "/srv/run"               2 hours ago   Exited (127) 3 minutes ago                            worker
        8ea449528708   db:16        "docker-entrypoint.s…"   2 months ago  Up 2 months                5432/tcp                   db
        """
    ])

  private static func inspected(_ name: String, _ state: String, _ host: String = "") -> String {
    """
    [
        {
            "Id": "888bf010bf90",
            "Path": "/srv/run",
            "State": {
                \(state)
            },
            "Name": "/\(name)",
            "RestartCount": 0,
            "HostConfig": {
                \(host)
                "RestartPolicy": { "Name": "always", "MaximumRetryCount": 0 }
            },
            "Config": { "Image": "\(name):2" }
        }
    ]
    """
  }

  static let unhealthy = Mode(
    "container-unhealthy", ["worker"], ["worker", "health check fails", "curl: not found"],
    cure: ["\"unhealthy\"": "\"healthy\""],
    [
      "inspect.json": inspected(
        "worker",
        """
        "Status": "running",
        "Health": { "Status": "unhealthy", "Log": [ { "ExitCode": 127, "Output": "sh: curl: not found" } ] }
        """)
    ])

  static let taken = Mode(
    "host-port-taken", ["worker"], ["worker", "8080", "already allocated"],
    cure: ["port is already allocated": ""],
    [
      "inspect.json": inspected(
        "worker",
        """
        "Status": "created", "ExitCode": 128,
        "Error": "driver failed programming external connectivity: Bind for 0.0.0.0:8080 failed: port is already allocated"
        """)
    ])

  static let expired = Mode(
    "certificate-over", [], ["shop.test", "2026-10-18T07:12:44Z", "certbot.timer", "masked"],
    cure: ["Oct 18 07:12:44 2026": "Dec 18 07:12:44 2026"],
    [
      "tls.txt": """
      ops@web-1:~$ date -u
      Sun Oct 18 09:51:20 UTC 2026

      ops@web-1:~$ openssl x509 -in /etc/letsencrypt/live/shop.test/cert.pem -noout -subject -dates
      subject=CN = shop.test
      notBefore=Jul 20 07:12:45 2026 GMT
      notAfter=Oct 18 07:12:44 2026 GMT

      ops@web-1:~$ curl -sv https://shop.test/ -o /dev/null
      * SSL certificate problem: certificate has expired
      """,
      "units.txt": """
      UNIT FILE               STATE    PRESET
      apt-daily.timer         enabled  enabled
      certbot.service         static   -
      certbot.timer           masked   enabled
      """,
    ])

  static let foreign = Mode(
    "certificate-other-name", [], ["pay.shop.test", "www.shop.test"],
    cure: ["DNS:www.shop.test": "DNS:*.shop.test  "],
    [
      "tls.txt": """
      ops@web-1:~$ openssl x509 -in cert.pem -noout -text
      Certificate:
              Subject: CN = www.shop.test
                  Not After : Dec 18 07:12:44 2026 GMT
                  X509v3 Subject Alternative Name:
                      DNS:www.shop.test

      ops@web-1:~$ curl -sv https://pay.shop.test/
      * SSL: no alternative certificate subject name matches target host name 'pay.shop.test'
      """
    ])

  static let unissued = Mode(
    "certificate-not-issued", ["shop-tls"], ["shop-tls", "letsencrypt", "does not exist"],
    cure: ["status: \"False\"": "status: \"True\""],
    [
      "certificate.yaml": """
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata:
        name: shop-tls
        namespace: shop
        uid: 3f1c
      spec:
        secretName: shop-tls
        issuerRef:
          kind: Issuer
          name: letsencrypt
      status:
        conditions:
        - type: Ready
          status: "False"
          reason: DoesNotExist
          message: Issuing certificate as Secret does not exist
      """,
      "issuers.txt": """
      $ kubectl get issuers -n shop
      NAME      READY   AGE
      private   True    90d
      """,
    ])

  static let full = Mode(
    "disk-used-up", [], ["/srv/media", "100%", "writes to it fail"],
    cure: ["100% /srv": " 88% /srv"],
    [
      "df.txt": """
      $ df -h
      Filesystem      Size  Used Avail Use% Mounted on
      /dev/sda1        39G   21G   18G  54% /
      /dev/sdb1       197G  197G     0 100% /srv/media
      """,
      "media.log": """
      2026-03-10T10:00:01Z ERROR write /srv/media/a.jpg: no space left on device
      2026-03-10T10:00:31Z ERROR write /srv/media/b.jpg: no space left on device
      """,
    ])

  static let inodes = Mode(
    "inodes-used-up", [], ["/srv/media", "inodes", "100%"],
    cure: ["100% /srv": " 88% /srv"],
    [
      "df.txt": """
      $ df -i
      Filesystem      Inodes   IUsed   IFree IUse% Mounted on
      /dev/sda1      5160960  301182 4859778    6% /
      /dev/sdb1      1310720 1310720       0  100% /srv/media
      """
    ])

  static let closed = Mode(
    "firewall-drops", [], ["5432", "DROP", "db-1:5432"],
    cure: ["DROP       tcp": "ACCEPT     tcp"],
    [
      "walls.txt": """
      ops@db-1:~$ sudo iptables -L -n
      Chain INPUT (policy ACCEPT)
      target     prot opt source               destination
      ACCEPT     tcp  --  0.0.0.0/0            0.0.0.0/0            tcp dpt:22
      DROP       tcp  --  0.0.0.0/0            0.0.0.0/0            tcp dpt:5432

      ops@app-1:~$ nc -zv -w 3 db-1 5432
      nc: connect to db-1 port 5432 (tcp) timed out: Operation now in progress
      """
    ])

  static let pending = Mode(
    "release-unfinished", ["shop"], ["shop", "pending-upgrade", "7"],
    cure: ["pending-upgrade": "deployed"],
    [
      "helm.txt": """
      $ helm status shop -n shop
      NAME: shop
      LAST DEPLOYED: Tue May 12 16:41:22 2026
      NAMESPACE: shop
      STATUS: pending-upgrade
      REVISION: 7
      """
    ])

  static let units: [Mode] = [
    unit(
      "unit-exec", "web.service: Main process exited, code=exited, status=203/EXEC",
      ["ExecStart", "203/EXEC", "/opt/web/run"], file: "ExecStart=/opt/web/run"),
    unit(
      "unit-user", "web.service: Main process exited, code=exited, status=217/USER",
      ["user", "217/USER", "User=webs"], file: "User=webs"),
    unit(
      "unit-environment",
      "web.service: Failed to load environment files: No such file or directory",
      ["EnvironmentFile", "/etc/web.env"], file: "EnvironmentFile=/etc/web.env"),
    unit(
      "unit-directory", "web.service: Main process exited, code=exited, status=200/CHDIR",
      ["WorkingDirectory", "/srv/web"], file: "WorkingDirectory=/srv/web"),
    unit(
      "unit-start-limit", "web.service: Start request repeated too quickly.",
      ["start limit", "repeated too quickly"], file: "Restart=always"),
    unit(
      "unit-watchdog", "web.service: Watchdog timeout (limit 30s)!",
      ["watchdog", "WatchdogSec=30"],
      file: "WatchdogSec=30"),
    unit(
      "unit-dependency", "Dependency failed for web.service - Web.",
      ["requires", "Dependency failed"],
      file: "Requires=db.service"),
    Mode(
      "unit-off", ["web"], ["web", "masked"],
      cure: [
        "masked (Reason: Unit web.service is masked.)":
          "loaded (/etc/systemd/system/web.service; enabled; preset: enabled)"
      ],
      [
        "status.txt": """
        ○ web.service
             Loaded: masked (Reason: Unit web.service is masked.)
             Active: inactive (dead)
        """
      ]),
  ]

  private static func unit(_ kind: String, _ line: String, _ says: [String], file: String) -> Mode {
    Mode(
      kind, ["web"], ["web"] + says,
      cure: ["Active: failed (Result: exit-code)": "Active: active (running)"],
      [
        "status.txt": """
        ops@web-1:~$ systemctl status web
        × web.service - Web
             Loaded: loaded (/etc/systemd/system/web.service; enabled; preset: enabled)
             Active: failed (Result: exit-code) since Sun 2026-10-18 06:09:44 UTC; 3h ago
           Main PID: 311 (code=exited)

        Oct 18 06:09:44 web-1 systemd[1]: \(line)

        ops@web-1:~$ systemctl cat web
        # /etc/systemd/system/web.service
        [Service]
        \(file)
        """
      ])
  }
}
