import { isIpAddress } from './read-ip-address';

describe('address', () => {
  it.each(['10.0.0.7', '255.255.255.255', '10.0.0.0/8', '::', '::1', 'fe80::1', '2001:db8:0:0:0:0:0:1'])(
    '%s is one',
    (text) => {
      expect(isIpAddress(text)).toBe(true);
    },
  );

  it.each([
    ...['', 'localhost', '10.0.0', '256.0.0.1', '10.0.0.7:80', '010.0.0.1', '10.0.0.0/33'],
    ...[':', ':::', '1::2::3', '12345::', 'fe80::1%eth0', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9'],
  ])('%j is none', (text) => {
    expect(isIpAddress(text)).toBe(false);
  });
});
