//! Places of values in what is written, for the numbers that JSON cannot say.

/// Where the value being written stands: the key in the buffer, and indices of sequences under it. A
/// value may leave another behind: whoever writes the next says where that stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    key: (u32, u32),
    /// Of the outermost sequences; those inside are not named.
    indices: [u32; 4],
    depth: u32,
}

/// A number that is not finite: the escaped name of its place, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Odd {
    pub(super) name: Vec<u8>,
    pub(super) what: &'static str,
}

impl Place {
    /// Goes under the key that stands there in the buffer. Indices are set when sequences are entered.
    pub(super) fn under(&mut self, key: (u32, u32)) {
        self.key = key;
        self.depth = 0;
    }

    /// Goes into as many sequences.
    pub(super) fn enter(&mut self, sequences: usize) {
        self.depth += short(sequences);
    }

    pub(super) fn set(&mut self, index: usize) {
        self.set_at(0, index);
    }

    /// Sets the index of the sequence that is so far out from the innermost.
    fn set_at(&mut self, outwards: usize, index: usize) {
        let level = (self.depth as usize).checked_sub(outwards + 1);
        if let Some(slot) = level.and_then(|level| self.indices.get_mut(level)) {
            *slot = short(index);
        }
    }

    /// At an element of an array, by its place in the order of all.
    pub(super) fn set_within(&mut self, shape: &[u32], mut index: usize) {
        for (outwards, &axis) in shape.iter().rev().enumerate() {
            let axis = axis.max(1) as usize;
            self.set_at(outwards, index % axis);
            index /= axis;
        }
    }

    /// The key and the indices, as `key[3][0]`.
    pub(super) fn name(&self, out: &[u8]) -> Vec<u8> {
        let mut name = out[self.key.0 as usize..self.key.1 as usize].to_vec();
        for index in self.indices.iter().take(self.depth as usize) {
            name.push(b'[');
            name.extend_from_slice(itoa::Buffer::new().format(*index).as_bytes());
            name.push(b']');
        }
        name
    }
}

/// Places in a line, and what is counted there, are small.
pub(super) fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
