//! A TCP proxy that counts round trips, and cuts a connection at a request of one's choice.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::Mutex,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// Where a connection is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The server never gets the request.
    Before,
    /// The server has carried it out, and its answer gets lost.
    After,
}

/// A proxy in front of a server. Goes on while the test runs.
pub struct Proxy {
    port: u16,
    orders: Arc<Orders>,
}

#[derive(Default)]
struct Orders {
    /// How many requests are let through yet, and how the next one is cut.
    cut: Mutex<Option<(u32, Cut)>>,
    /// Whether nothing is answered at all.
    silent: AtomicBool,
    /// How often a client said something and waited.
    trips: AtomicU32,
}

impl Orders {
    /// Counts a request; says whether it is the one.
    fn count(&self) -> Option<Cut> {
        let mut cut = self.cut.lock().unwrap();
        match &mut *cut {
            Some((0, _)) => cut.take().map(|(_, cut)| cut),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        }
    }
}

impl Proxy {
    /// In front of the server of a URL; also gives the URL that leads through it, without encryption.
    pub fn of(url: &str) -> (Proxy, String) {
        let start = url.find('@').expect("a URL with a user") + 1;
        let end = start + url[start..].find('/').expect("a URL with a database");
        let server = url[start..end].to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let orders = Arc::new(Orders::default());
        let given = orders.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                let (Ok(client), orders, server) = (client, given.clone(), server.clone()) else { return };
                thread::spawn(move || serve(client, &server, &orders));
            }
        });
        let separator = if url.contains('?') { '&' } else { '?' };
        let through = format!("{}127.0.0.1:{port}{}{separator}sslmode=disable", &url[..start], &url[end..]);
        (Proxy { port, orders }, through)
    }

    /// Cuts the connection at a request from now on, the first being number 0.
    pub fn cut(&self, number: u32, how: Cut) {
        *self.orders.cut.lock().unwrap() = Some((number, how));
    }

    /// Cuts nothing any more; says whether the cut was still to come.
    pub fn spare(&self) -> bool {
        self.orders.cut.lock().unwrap().take().is_some()
    }

    /// Lets requests through, or keeps all to itself and answers nothing.
    pub fn silence(&self, on: bool) {
        self.orders.silent.store(on, Ordering::SeqCst);
    }

    /// How many round trips `work` takes. What is sent before an answer comes is one of them, however much it is.
    pub fn trips<T>(&self, work: impl FnOnce() -> T) -> (T, u32) {
        let before = self.orders.trips.load(Ordering::SeqCst);
        let result = work();
        (result, self.orders.trips.load(Ordering::SeqCst) - before)
    }

    pub fn port(&self) -> u16 {
        self.port
    }
}

/// One connection. What is read at once is a request: drivers send one, and wait.
fn serve(client: TcpStream, server: &str, orders: &Arc<Orders>) {
    let Ok(server) = TcpStream::connect(server) else { return };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let (swallow, swallowed) = (Arc::new(AtomicBool::new(false)), mpsc::channel());
    // Whether something was said that is not answered yet.
    let asked = Arc::new(AtomicBool::new(false));
    let answers = {
        let (server, client, swallow) = (server.try_clone().unwrap(), client.try_clone().unwrap(), swallow.clone());
        let asked = asked.clone();
        let told = swallowed.0;
        let orders = orders.clone();
        thread::spawn(move || {
            let (mut from, mut to) = (&server, &client);
            let mut buffer = vec![0; 1 << 16];
            while let Ok(n @ 1..) = from.read(&mut buffer) {
                if swallow.load(Ordering::SeqCst) {
                    let _ = told.send(());
                    continue;
                }
                if orders.silent.load(Ordering::SeqCst) {
                    continue;
                }
                // Before the client can have read it and said something more.
                asked.store(false, Ordering::SeqCst);
                if to.write_all(&buffer[..n]).is_err() {
                    break;
                }
            }
            let _ = client.shutdown(Shutdown::Both);
        })
    };
    let (mut from, mut to) = (&client, &server);
    let mut buffer = vec![0; 1 << 16];
    while let Ok(n @ 1..) = from.read(&mut buffer) {
        if !asked.swap(true, Ordering::SeqCst) {
            orders.trips.fetch_add(1, Ordering::SeqCst);
        }
        match orders.count() {
            None => {}
            Some(Cut::Before) => break,
            Some(Cut::After) => {
                swallow.store(true, Ordering::SeqCst);
                let _ = to.write_all(&buffer[..n]);
                // It is carried out when it is answered.
                let _ = swallowed.1.recv_timeout(Duration::from_secs(10));
                break;
            }
        }
        if to.write_all(&buffer[..n]).is_err() {
            break;
        }
    }
    let _ = (client.shutdown(Shutdown::Both), server.shutdown(Shutdown::Both));
    let _ = answers.join();
}
