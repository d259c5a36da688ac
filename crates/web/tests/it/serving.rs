//! Serving on a real port.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use cuttings_web::{ServeError, ServeOptions, serve};

use crate::archive::newsroom;

fn options(archive: std::path::PathBuf, port: u16) -> ServeOptions {
    ServeOptions { archive, bind: IpAddr::from(Ipv4Addr::LOCALHOST), port, writing: None, token: None }
}

#[test]
fn port_0_takes_a_free_one_and_says_which() {
    let archive = newsroom();
    let options = options(archive.path.clone(), 0);
    let (ready, address) = mpsc::channel();
    // Ends with the test's process: only a signal would stop it.
    thread::spawn(move || serve(&options, |address| ready.send(address).expect("heard")));
    let address = address.recv().expect("an address");
    assert_ne!(address.port(), 0);
    let mut connection = TcpStream::connect(address).expect("a connection");
    let request = format!("HEAD / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("received");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
}

#[test]
fn a_port_in_use_is_named_with_the_way_out() {
    let archive = newsroom();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let error = serve(&options(archive.path.clone(), port), |_| panic!("not ready")).expect_err("in use");
    assert!(matches!(error, ServeError::PortInUse { .. }));
    let message = error.to_string();
    assert!(message.contains(&port.to_string()) && message.contains("--port"), "{message}");
}

#[test]
fn what_is_no_archive_is_not_served() {
    let archive = newsroom();
    let options = options(archive.path.with_extension("other"), 0);
    let error = serve(&options, |_| panic!("not ready")).expect_err("no archive");
    assert!(matches!(error, ServeError::Archive(_)));
    assert!(error.to_string().contains("there is no archive at"), "{error}");
}
