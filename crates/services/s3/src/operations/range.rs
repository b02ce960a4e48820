//! `Range`: the part of an object that a read wants.

use wire::Fault;

use crate::engine::read::Body;
use crate::errors::{argument, with};

/// A part of an object: first byte, and how many bytes.
pub type Part = (u64, u64);

/// The range that `header` asks for of `size` bytes; none where it is not one range of bytes, which HTTP has
/// us overlook.
pub fn parse(header: &str, size: u64) -> Result<Option<Part>, Fault> {
    let Some((first, last)) = header.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return Ok(None);
    };
    let (first, last) = (first.trim(), last.trim());
    let range = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.min(size.saturating_sub(1))),
        (Ok(first), Err(_)) if last.is_empty() => (first, size.saturating_sub(1)),
        (Err(_), Ok(count)) if first.is_empty() => {
            if count == 0 || size == 0 {
                return Err(unsatisfiable(header, size));
            }
            (size.saturating_sub(count), size - 1)
        }
        _ => return Ok(None),
    };
    if range.0 >= size {
        return Err(unsatisfiable(header, size));
    }
    Ok(Some((range.0, range.1 + 1 - range.0)))
}

/// `Content-Range` of a part of `size` bytes.
pub fn shown((first, length): Part, size: u64) -> String {
    format!("bytes {first}-{}/{size}", first + length.saturating_sub(1))
}

fn unsatisfiable(header: &str, size: u64) -> Fault {
    let fault = Fault::with_status("InvalidRange", 416, "The requested range is not satisfiable");
    let fault = fault.header("content-range", format!("bytes */{size}"));
    with(with(fault, "RangeRequested", header), "ActualObjectSize", size)
}

/// The bytes of the part `number` of an object of `size` bytes, which was uploaded in parts if `is_parted`.
pub fn of_part(body: &Body, number: i32, is_parted: bool, size: u64) -> Result<Part, Fault> {
    if !(1..=i32::from(crate::limits::PARTS_MAX)).contains(&number) {
        let text = "Part number must be an integer between 1 and 10000, inclusive";
        return Err(argument(text, "partNumber", number));
    }
    if !is_parted && number == 1 {
        return Ok((0, size));
    }
    let mut before = 0;
    // Parts are counted anew when an upload is completed: the first is number 1, whatever it was called.
    for (at, (_, length, _)) in body.parts().enumerate() {
        if is_parted && at + 1 == number as usize {
            return Ok((before, length));
        }
        before += length;
    }
    let count = if is_parted { body.parts().count() } else { 1 };
    let text = "The requested partnumber is not satisfiable";
    let fault = Fault::with_status("InvalidPartNumber", 416, text);
    Err(with(with(fault, "ActualPartCount", count), "PartNumberRequested", number))
}

/// The range that `x-amz-copy-source-range` names, which must be of the form `bytes=first-last`.
pub fn of_copy(header: &str, size: u64) -> Result<Part, Fault> {
    let bad = || {
        argument(
            "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the \
             zero-based offsets of the first and last bytes to copy",
            "x-amz-copy-source-range",
            header,
        )
    };
    let (first, last) =
        header.strip_prefix("bytes=").and_then(|range| range.split_once('-')).ok_or_else(bad)?;
    let (first, last): (u64, u64) = (first.parse().map_err(|_| bad())?, last.parse().map_err(|_| bad())?);
    if first > last {
        return Err(bad());
    }
    if last >= size {
        let text = format!("Range specified is not valid for source object of size: {size}");
        return Err(argument(text, "x-amz-copy-source-range", header));
    }
    Ok((first, last + 1 - first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (header, size, part) in [
            ("bytes=0-0", 10, Some((0, 1))),
            ("bytes=2-", 10, Some((2, 8))),
            ("bytes=-3", 10, Some((7, 3))),
            ("bytes=-30", 10, Some((0, 10))),
            ("bytes=5-100", 10, Some((5, 5))),
            ("bytes=5-4", 10, None),
            ("bytes=0-1,3-4", 10, None),
            ("lines=0-1", 10, None),
        ] {
            assert_eq!(parse(header, size).unwrap(), part, "{header}");
        }
        for (header, size) in [("bytes=10-", 10), ("bytes=0-", 0), ("bytes=-0", 10), ("bytes=-1", 0)] {
            assert_eq!(parse(header, size).unwrap_err().status, 416, "{header}");
        }
        assert_eq!(shown((5, 5), 10), "bytes 5-9/10");
        assert_eq!(of_copy("bytes=0-9", 10).unwrap(), (0, 10));
        assert!(of_copy("bytes=0-10", 10).is_err() && of_copy("bytes=-1", 10).is_err());
    }
}
