// One still of what the person chooses to share, as a PNG; the dialog steps aside meanwhile.
const captureScreen = async (dialog, name) => {
  const stream = await navigator.mediaDevices.getDisplayMedia(bare({ video: true, audio: false, preferCurrentTab: true }));
  dialog.classList.add("aside");
  try {
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await new Promise((done) => later(done, 400));
    const canvas = el("canvas", { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d").drawImage(video, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return new File([blob], name, bare({ type: "image/png" }));
  } finally {
    for (const track of stream.getTracks()) track.stop();
    dialog.classList.remove("aside");
  }
};
