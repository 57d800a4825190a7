import os

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class NoDelayConnection(ZMQChannelsWebsocketConnection):
    """Sends small messages at once: otherwise each round trip to the kernel takes 40 ms more."""

    async def connect(self):
        self.websocket_handler.set_nodelay(True)
        return await super().connect()


c.ServerApp.kernel_websocket_connection_class = NoDelayConnection
c.ServerApp.root_dir = root
c.FileContentsManager.preferred_dir = "notebooks"
c.ServerApp.ip = "127.0.0.1"
