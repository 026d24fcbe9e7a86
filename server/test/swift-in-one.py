# OpenStack Swift with its S3 API, whole in one process: the proxy, and accounts, containers and objects behind it.
# swift-in-one.py <folder> <port>; prints "ready". Objects are in memory, as nothing here outlives a test.
import os
import sys

from eventlet import listen, patcher, spawn, wsgi

patcher.monkey_patch(all=False, socket=True, select=True, thread=True)

from swift.account import server as account
from swift.common import utils
from swift.common.ring import RingBuilder
from swift.common.wsgi import loadapp
from swift.container import server as container
from swift.obj import mem_server

folder, port = sys.argv[1], int(sys.argv[2])
utils.HASH_PATH_PREFIX, utils.HASH_PATH_SUFFIX = b"", b"stories"
os.makedirs(folder + "/devices/one", exist_ok=True)
nowhere = open(os.devnull, "w")

for kind, module in {"account": account, "container": container, "object": mem_server}.items():
    socket = listen(("127.0.0.1", 0))
    own = socket.getsockname()[1]
    ring = RingBuilder(1, 1, 0)
    ring.add_dev(
        dict(id=0, region=1, zone=1, weight=1.0, device="one", meta="",
             ip="127.0.0.1", port=own, replication_ip="127.0.0.1", replication_port=own)
    )
    ring.rebalance()
    ring.get_ring().save(folder + "/" + kind + ".ring.gz")
    settings = dict(devices=folder + "/devices", mount_check="false", swift_dir=folder, bind_port=str(own))
    spawn(wsgi.server, socket, module.app_factory({}, log_level="CRITICAL", **settings), log=nowhere)

proxy = loadapp(folder + "/proxy.conf")
print("ready", flush=True)
wsgi.server(listen(("127.0.0.1", port)), proxy, log=nowhere)
