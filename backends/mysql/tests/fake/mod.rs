//! A server that says what a test tells it to.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread::{self, JoinHandle},
};

/// A server for one connection.
pub struct Fake {
    port: u16,
    server: JoinHandle<()>,
}

impl Fake {
    pub fn new(serve: impl FnOnce(&mut Server) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || serve(&mut Server(listener.accept().unwrap().0)));
        Self { port, server }
    }

    pub fn url(&self) -> String {
        format!("mysql://u:s3cr3t@127.0.0.1:{}/d?ssl-mode=disabled&connect_timeout=5", self.port)
    }

    /// What the server has found wrong is found wrong here.
    pub fn join(self) {
        self.server.join().unwrap();
    }
}

/// What the server does for the client.
pub struct Server(TcpStream);

/// CLIENT_PROTOCOL_41 and what else every server has; CLIENT_DEPRECATE_EOF.
const CAPABILITIES: u32 = 0x003f_a20f;
const DEPRECATE_EOF: u32 = 1 << 24;

impl Server {
    pub fn say(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).unwrap();
    }

    pub fn packet(&mut self, number: u8, body: &[u8]) {
        let [a, b, c, _] = (body.len() as u32).to_le_bytes();
        self.say(&[&[a, b, c, number][..], body].concat());
    }

    /// The next packet, and its number.
    pub fn hear(&mut self) -> (u8, Vec<u8>) {
        let mut head = [0; 4];
        self.0.read_exact(&mut head).unwrap();
        let [a, b, c, number] = head;
        let mut body = vec![0; u32::from_le_bytes([a, b, c, 0]) as usize];
        self.0.read_exact(&mut body).unwrap();
        (number, body)
    }

    /// Whether the client hangs up, having said no more than goodbye.
    pub fn hears_nothing(&mut self) -> bool {
        let mut said = Vec::new();
        self.0.read_to_end(&mut said).is_ok_and(|_| said.is_empty() || said == [1, 0, 0, 0, 1])
    }

    pub fn greet(&mut self, plugin: &[u8]) {
        self.greet_with(plugin, CAPABILITIES | DEPRECATE_EOF);
    }

    fn greet_with(&mut self, plugin: &[u8], capabilities: u32) {
        let [a, b, c, d] = capabilities.to_le_bytes();
        let greeting = [
            &b"\x0a8.4.0\0\x01\0\0\0saltsalt\0"[..],
            &[a, b, 45, 2, 0, c, d, 21],
            &[0; 10],
            b"saltsaltsalt\0",
            plugin,
            &[0],
        ];
        self.packet(0, &greeting.concat());
    }

    /// Lets anybody in, and sets the session up. Old ends are those before CLIENT_DEPRECATE_EOF.
    pub fn open(&mut self, old_ends: bool) {
        self.greet_with(b"mysql_native_password", CAPABILITIES | if old_ends { 0 } else { DEPRECATE_EOF });
        self.hear();
        self.packet(2, b"\0\0\0\x02\0\0\0");
        self.hear();
        let column = b"\x03def\0\0\0\x01c\0\x0c\x2d\0\0\0\0\0\xfd\0\0\0\0\0";
        let end = if old_ends { &b"\xfe\0\0\x02\0"[..] } else { b"\xfe\0\0\x02\0\0\0" };
        let mut said = vec![&b"\0\0\0\x0a\0\0\0"[..], b"\0\0\0\x0a\0\0\0", b"\x02", column, column];
        said.extend(old_ends.then_some(end));
        said.extend([&b"\x058.4.0\x0867108864"[..], end]);
        for (i, packet) in said.into_iter().enumerate() {
            self.packet(i as u8 + 1, packet);
        }
    }
}
