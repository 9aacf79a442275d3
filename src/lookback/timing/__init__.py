"""From text to time: places the sentences of a synopsis in the film, from what is said in it."""
